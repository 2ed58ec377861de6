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
    FULL
}
