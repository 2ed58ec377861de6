package io.chappe.client;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a session hears of its rooms: noted, and told to the application where that did not ask for it. */
final class RoomNews {
    private final RoomBook rooms;
    private final GuardedListener listener;

    RoomNews(RoomBook rooms, GuardedListener listener) {
        this.rooms = rooms;
        this.listener = listener;
    }

    /** It waits in the lobby, as a join has led to, or still, after a lost socket. */
    void waits(String name, int position) {
        if (rooms.open(name).await(position)) {
            listener.tell(l -> l.onWaiting(name, position));
        }
    }

    /** It is a member: by a join, of the application or of a new session, from the lobby, or still, after a lost socket. */
    void joined(Joined joined) {
        Room room = rooms.open(joined.room());
        boolean known = room.isKnown();
        boolean wasLocked = room.isLocked();
        JsonObject metadata = room.metadata();
        int before = room.count();
        MembersChanged change = room.enter(joined);
        if (known && (!change.isEmpty() || change.count() != before)) {
            listener.tell(l -> l.onMembers(change));
        }
        if (known) {
            tell(room, wasLocked, metadata);
        }
        room.admit(joined);
    }

    void changed(MembersChanged change) {
        Room room = rooms.get(change.room());
        if (room != null) {
            MembersChanged counted = room.apply(change);
            listener.tell(l -> l.onMembers(counted));
        }
    }

    /**
     * What its moderators have said.
     *
     * @param metadata null for none
     */
    void updated(String name, long version, boolean locked, @Nullable JsonObject metadata) {
        Room room = rooms.get(name);
        if (room != null) {
            boolean wasLocked = room.isLocked();
            JsonObject before = room.metadata();
            room.update(version, locked, metadata);
            tell(room, wasLocked, before);
        }
    }

    private void tell(Room room, boolean wasLocked, @Nullable JsonObject before) {
        boolean locked = room.isLocked();
        JsonObject metadata = room.metadata();
        if (wasLocked != locked) {
            listener.tell(l -> l.onLocked(room.name(), locked));
        }
        if (!Objects.equals(before, metadata)) {
            listener.tell(l -> l.onMetadata(room.name(), metadata));
        }
    }

    /** It moderates the room, and these wait to be let in. */
    void lobby(String name, List<Member> waiting, int count) {
        Room room = rooms.get(name);
        if (room != null) {
            room.setQueue(count > 0);
            listener.tell(l -> l.onLobby(name, waiting, count));
        }
    }

    /** There is a new socket. What follows says who waits, and nothing where nobody does. */
    void forgetLobbies() {
        for (Room room : rooms.all()) {
            if (room.hasQueue()) {
                lobby(room.name(), List.of(), 0);
            }
        }
    }

    /** It is no member any more, and waits no more, as it has asked for. */
    void left(String name, String reason) {
        out(name, new ChappeException(reason, "this session has left the lobby"), false);
    }

    /** The same, and it has not asked for that. A room that a resume did not bring back was told of then. */
    void lost(String name, ChappeException why) {
        out(name, why, true);
    }

    /** Of a room that it was never in the joins tell that wait for it. */
    private void out(String name, ChappeException why, boolean tell) {
        Room room = rooms.forget(name);
        if (room != null) {
            if (tell && room.isKnown()) {
                listener.tell(l -> l.onLeft(name, why.code()));
            }
            room.turnAway(why);
        }
    }
}
