package io.chappe.client;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Sets a session's rooms and watches right after its socket was lost. */
final class Restoration {
    private static final long PAUSE_MS = 1_000;
    /** As many peers as one request may name. */
    private static final int PEERS_AT_ONCE = 100;

    private final Timers timers;
    private final Conversation conversation;
    private final RoomBook rooms;
    private final Set<String> watched;
    private final GuardedListener listener;

    Restoration(
            Timers timers, Conversation conversation, RoomBook rooms, Set<String> watched, GuardedListener listener) {
        this.timers = timers;
        this.conversation = conversation;
        this.rooms = rooms;
        this.watched = watched;
        this.listener = listener;
    }

    /**
     * After a resume.
     *
     * @param told by room: that it is as the client knows it, or all its members. From a room that is absent this session
     *     has been taken
     */
    void adjustRooms(JsonObject told) {
        for (String name : rooms.names()) {
            JsonObject room = told.getJsonObject(name);
            if (room == null) {
                rooms.forget(name);
                listener.tell(l -> l.onLeft(name, "lost"));
            } else if (room.containsKey("members")) {
                tell(rooms.set(name, room.getLong("version"), Joined.members(room)));
            }
        }
    }

    /** The answer to a join, of the application or from here. */
    void onJoined(Joined joined) {
        boolean known = rooms.has(joined.room());
        MembersChanged change = rooms.set(joined.room(), joined.version(), joined.members());
        if (known) {
            tell(change);
        }
    }

    private void tell(MembersChanged change) {
        if (!change.isEmpty()) {
            listener.tell(l -> l.onMembers(change));
        }
    }

    /**
     * For a new session, which knows nothing of the old one's rooms.
     *
     * @return completes, in any case with success, once each room has had its first answer and the watches are set
     */
    Future<Void> restore(boolean rejoin) {
        List<Future<Void>> joins = new ArrayList<>();
        for (String name : rooms.names()) {
            if (rejoin) {
                joins.add(join(name));
            } else {
                giveUp(name, "session_lost");
            }
        }
        // After the rooms: a watch may need a room in common.
        return Future.join(joins).<Void>mapEmpty().otherwiseEmpty().compose(done -> watchAgain());
    }

    private Future<Void> join(String name) {
        String session = conversation.session();
        return conversation
                .request(Frames.join(name, rooms.meta(name)))
                .<Void>mapEmpty()
                .recover(failure -> {
                    if (session.equals(conversation.session()) && failure instanceof ChappeException refused) {
                        onRefused(name, session, refused);
                    }
                    return Future.succeededFuture();
                });
    }

    private void onRefused(String name, String session, ChappeException refused) {
        if (!refused.isRetryable()) {
            giveUp(name, refused.code());
            return;
        }
        timers.after(refused.retryAfterMs().orElse(PAUSE_MS), () -> {
            boolean stillWanted = session.equals(conversation.session())
                    && rooms.has(name)
                    && !conversation.closed().isComplete();
            if (stillWanted) {
                join(name);
            }
        });
    }

    private void giveUp(String name, String why) {
        rooms.forget(name);
        listener.tell(l -> l.onLeft(name, why));
    }

    /**
     * @return completes in any case with success
     */
    Future<Void> watchAgain() {
        List<String> peers = List.copyOf(watched);
        List<Future<JsonObject>> requests = new ArrayList<>();
        for (int from = 0; from < peers.size(); from += PEERS_AT_ONCE) {
            List<String> some = peers.subList(from, Math.min(peers.size(), from + PEERS_AT_ONCE));
            requests.add(conversation.request(Frames.watch(some)).onFailure(this::tellError));
        }
        return Future.join(requests).<Void>mapEmpty().otherwiseEmpty();
    }

    private void tellError(Throwable failure) {
        if (failure instanceof ChappeException error) {
            listener.tell(l -> l.onError(error));
        }
    }
}
