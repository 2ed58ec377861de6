package io.chappe.client;

/** What a session hears of its rooms: noted, and told to the application where that did not ask for it. */
final class RoomNews {
    private final RoomBook rooms;
    private final GuardedListener listener;

    RoomNews(RoomBook rooms, GuardedListener listener) {
        this.rooms = rooms;
        this.listener = listener;
    }

    /** It is a member: by a join, of the application or of a new session, or still, after a lost socket. */
    void joined(Joined joined) {
        Room room = rooms.open(joined.room());
        boolean known = room.isKnown();
        MembersChanged change = room.enter(joined);
        if (known && !change.isEmpty()) {
            listener.tell(l -> l.onMembers(change));
        }
    }

    void changed(MembersChanged change) {
        Room room = rooms.get(change.room());
        if (room != null) {
            room.apply(change);
        }
        listener.tell(l -> l.onMembers(change));
    }

    /** It is a member no more, as it has asked for. */
    void left(String name) {
        rooms.forget(name);
    }

    /** It is a member no more, and has not asked for that. A room that a resume did not bring back was told of then. */
    void lost(String name, String reason) {
        Room room = rooms.forget(name);
        if (room != null && room.isKnown()) {
            listener.tell(l -> l.onLeft(name, reason));
        }
    }
}
