package io.chappe.core.model;

/**
 * On what terms a session comes into a room.
 *
 * @param standing that its token gives it; who moderates passes the room's lock and its lobby
 * @param creates whether it may be the first
 * @param rules with which the room begins if it is
 */
public record Entry(Standing standing, boolean creates, RoomRules rules) {
    /** Of somebody whom nothing is said about. */
    public static final Entry PLAIN = new Entry(Standing.PLAIN, true, RoomRules.OPEN);
}
