package io.chappe.node.tenant;

/** What a room is for. */
public enum RoomKind {
    /** All who are in it meet. */
    MEETING,
    /** Those who come wait, until one of its moderators meets them elsewhere. */
    QUEUE
}
