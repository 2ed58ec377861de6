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
    private final RoomNews news;
    private final Set<String> watched;
    private final GuardedListener listener;

    Restoration(
            Timers timers,
            Conversation conversation,
            RoomBook rooms,
            RoomNews news,
            Set<String> watched,
            GuardedListener listener) {
        this.timers = timers;
        this.conversation = conversation;
        this.rooms = rooms;
        this.news = news;
        this.watched = watched;
        this.listener = listener;
    }

    /**
     * After a resume.
     *
     * @param told by room: that it is as the client knows it, or all its members, or where in its lobby this session waits.
     *     From a room that is absent this session has been taken
     */
    void adjustRooms(JsonObject told) {
        news.forgetLobbies();
        for (Room room : rooms.all()) {
            JsonObject now = told.getJsonObject(room.name());
            if (now == null) {
                if (!room.isAsking()) {
                    news.lost(room.name(), new ChappeException("lost", "a resume did not bring the room back"));
                }
            } else if (now.containsKey("waiting")) {
                news.waits(room.name(), now.getInteger("waiting"));
            } else if (now.containsKey("members")) {
                news.joined(Joined.of(room.name(), now, conversation.session()));
            }
        }
    }

    /**
     * For a new session, which knows nothing of the old one's rooms.
     *
     * @param lost what becomes of the rooms otherwise
     * @return completes, in any case with success, once each room has had its first answer and the watches are set
     */
    Future<Void> restore(boolean rejoin, ChappeException lost) {
        news.forgetLobbies();
        List<Future<Void>> joins = new ArrayList<>();
        for (Room room : rooms.all()) {
            room.askAgain();
            if (rejoin) {
                joins.add(join(room));
            } else {
                news.lost(room.name(), lost);
            }
        }
        // After the rooms: a watch may need a room in common.
        return Future.join(joins).<Void>mapEmpty().otherwiseEmpty().compose(done -> watchAgain());
    }

    private Future<Void> join(Room room) {
        String session = conversation.session();
        return conversation
                .request(Frames.join(room.name(), room.meta))
                .<Void>mapEmpty()
                .recover(failure -> {
                    if (isWanted(room, session) && failure instanceof ChappeException refused) {
                        onRefused(room, session, refused);
                    }
                    return Future.succeededFuture();
                });
    }

    /** Whether that session is still to join it. It may have been told of the room by a resume meanwhile. */
    private boolean isWanted(Room room, String session) {
        return session.equals(conversation.session()) && rooms.get(room.name()) == room && room.isAsking();
    }

    private void onRefused(Room room, String session, ChappeException refused) {
        if (!refused.isRetryable()) {
            news.lost(room.name(), refused);
            return;
        }
        timers.after(refused.retryAfterMs().orElse(PAUSE_MS), () -> {
            if (isWanted(room, session) && !conversation.closed().isComplete()) {
                join(room);
            }
        });
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
