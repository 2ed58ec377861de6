package io.chappe.core.model;

/** The name of a room within a tenant. */
public record RoomId(String value) {
    /** With which the names of the server's own rooms begin. */
    private static final char RESERVED = '~';

    public RoomId {
        Names.require("a room", value);
    }

    /** Whether it is one of the server's own, which nobody joins: who is there was led there. */
    public boolean isReserved() {
        return value.charAt(0) == RESERVED;
    }

    /** One of the server's own rooms. */
    public static RoomId reserved(String name) {
        return new RoomId(RESERVED + name);
    }

    @Override
    public String toString() {
        return value;
    }
}
