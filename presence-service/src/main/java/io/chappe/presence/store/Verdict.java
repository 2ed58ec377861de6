package io.chappe.presence.store;

/** What a store says to an operation. */
public enum Verdict {
    /** It is so now, or was so already. */
    DONE,
    /** There is no such session or member, so that nothing was done. */
    ABSENT,
    /** A later generation or step of the session has been here before, so that nothing was done. */
    SUPERSEDED,
    /** The room has all the members, or the peer all the sessions, that it may have, so that nothing was done. */
    FULL,
    /** Nobody but moderators comes into the room, so that nothing was done. */
    LOCKED,
    /** Nobody is in the room, and this peer may not be the first, so that nothing was done. */
    CLOSED,
    /** A moderator has taken the peer out of the room for a time, so that nothing was done. */
    BANNED,
    /** Who asks is not in the room itself, so that nothing was done. */
    OUTSIDE
}
