package io.chappe.client;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** What the server says behind its {@code welcome}, and whom of the session's parts it concerns. */
final class Messages {
    private final Requests requests;
    private final ReceivedSender received;
    private final Inbox inbox;
    private final RoomNews rooms;
    private final GuardedListener listener;

    Messages(Requests requests, ReceivedSender received, Inbox inbox, RoomNews rooms, GuardedListener listener) {
        this.requests = requests;
        this.received = received;
        this.inbox = inbox;
        this.rooms = rooms;
        this.listener = listener;
    }

    void onMessage(JsonObject message, int size) {
        try {
            dispatch(message, size);
        } catch (ClassCastException | NullPointerException e) {
            // A field is missing or of another type: no server of this protocol says that.
            ChappeException bad = new ChappeException(
                    "bad_request", "the server sent what this client cannot read: " + ServerText.type(message));
            listener.tell(l -> l.onError(bad));
        }
    }

    private void dispatch(JsonObject message, int size) {
        switch (ServerText.type(message)) {
            case "signal" -> onSignal(message, size);
            case "ack" -> onAck(message);
            case "waiting" -> onWaiting(message);
            case "joined" -> onJoined(message);
            case "left" -> onLeft(message);
            case "moved" -> requests.answer(id(message), message);
            case "error" -> onError(message);
            case "member-joined" -> rooms.changed(MembersChanged.joined(message));
            case "member-left" -> rooms.changed(MembersChanged.left(message));
            case "member-updated" -> rooms.changed(MembersChanged.updated(message));
            case "members-changed" -> rooms.changed(MembersChanged.ofMany(message));
            case "room-updated" ->
                rooms.updated(
                        message.getString("room"),
                        message.getLong("version"),
                        message.getBoolean("locked", false),
                        message.getJsonObject("metadata"));
            case "lobby" -> onLobby(message);
            case "presence" -> {
                Presence presence = Presence.of(message);
                listener.tell(l -> l.onPresence(presence));
            }
            case "token-expiring" -> {
                long expiresInMs = message.getLong("expiresInMs");
                listener.tell(l -> l.onTokenExpiring(expiresInMs));
            }
            default -> {
                // A newer server may say more; the protocol wants it ignored.
            }
        }
    }

    private static long id(JsonObject message) {
        return message.getLong("id", 0L);
    }

    private void onSignal(JsonObject message, int size) {
        if (Arrival.wantsReceipt(message)) {
            inbox.onSignal(Arrival.of(message, size));
        } else {
            inbox.onRelayed(Signal.of(message));
        }
    }

    private void onAck(JsonObject ack) {
        if (!received.onAck(id(ack), ack)) {
            requests.answer(id(ack), ack);
        }
    }

    private void onWaiting(JsonObject message) {
        rooms.waits(message.getString("room"), message.getInteger("position"));
        requests.answer(id(message), message);
    }

    private void onJoined(JsonObject message) {
        rooms.joined(Joined.of(message));
        requests.answer(id(message), message);
    }

    private void onLeft(JsonObject message) {
        String room = message.getString("room");
        String reason = message.getString("reason", "");
        if (requests.answer(id(message), message)) {
            rooms.left(room, reason);
        } else {
            rooms.lost(room, new ChappeException(reason, "this session was taken out of the room or its lobby"));
            String to = message.getString("to");
            if (to != null) {
                listener.tell(l -> l.onMoved(room, to));
            }
        }
    }

    private void onLobby(JsonObject message) {
        List<Member> waiting = Member.list(message.getJsonArray("waiting"));
        rooms.lobby(message.getString("room"), waiting, message.getInteger("count"));
    }

    private void onError(JsonObject message) {
        ChappeException error = ChappeException.of(message);
        if (!received.onError(id(message), error) && !requests.fail(id(message), error)) {
            listener.tell(l -> l.onError(error));
        }
    }
}
