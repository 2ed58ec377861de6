package io.chappe.core.model;

/** The name of a room within a tenant. */
public record RoomId(String value) {
    public RoomId {
        Names.require("a room", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
