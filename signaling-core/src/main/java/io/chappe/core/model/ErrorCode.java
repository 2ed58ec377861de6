package io.chappe.core.model;

import java.util.Locale;

/** The codes of an {@code error}, as clients read them. A code that a client does not know is final. */
public enum ErrorCode {
    BAD_REQUEST,
    UNKNOWN_TYPE,
    UNAUTHORIZED,
    FORBIDDEN,
    NO_SUCH_PEER,
    NO_SUCH_SESSION,
    /** The session lives, its socket does not. */
    RECONNECTING,
    NOT_IN_ROOM,
    ROOM_FULL,
    ROOM_LOCKED,
    /** Nobody has opened the room. */
    CLOSED,
    TOO_LARGE,
    RATE_LIMITED,
    UNAVAILABLE,
    TIMEOUT,
    QUEUE_FULL;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }

    /**
     * Reads what {@link #wireName} wrote.
     *
     * @throws IllegalArgumentException for any other name
     */
    public static ErrorCode ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
