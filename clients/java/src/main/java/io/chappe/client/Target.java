package io.chappe.client;

import io.vertx.core.json.JsonObject;

/** Whom a signal is for. */
public record Target(Kind kind, String name) {
    /** What {@link #name} names. */
    public enum Kind {
        SESSION("session"),
        PEER("peer"),
        ROOM("room");

        private final String key;

        Kind(String key) {
            this.key = key;
        }
    }

    public static Target session(String session) {
        return new Target(Kind.SESSION, session);
    }

    /** All sessions of a peer but the sender's own. */
    public static Target peer(String peer) {
        return new Target(Kind.PEER, peer);
    }

    /** All members of a room but the sender. */
    public static Target room(String room) {
        return new Target(Kind.ROOM, room);
    }

    JsonObject toJson() {
        return new JsonObject().put(kind.key, name);
    }
}
