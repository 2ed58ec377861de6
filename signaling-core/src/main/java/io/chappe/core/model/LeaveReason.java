package io.chappe.core.model;

import java.util.Locale;

/** Why a session is no longer a member. */
public enum LeaveReason {
    /** It said so. */
    LEFT,
    /** Its socket ended without a word, or its gateway was lost. */
    LOST,
    /** A moderator has taken it out. */
    KICKED,
    /** A moderator has not let it in. */
    DENIED,
    /** An administrator has closed the room. */
    CLOSED,
    /** It has followed a call to another room. */
    MOVED,
    /** It is a member still, but not one of those that clients are told of any more. Never between nodes. */
    UNLISTED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }

    /** Whether somebody else has taken it out, so that its gateway has to be told. */
    public boolean isByOthers() {
        return this == KICKED || this == DENIED || this == CLOSED;
    }

    /**
     * Reads what {@link #wireName} wrote.
     *
     * @throws IllegalArgumentException for any other name
     */
    public static LeaveReason ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
