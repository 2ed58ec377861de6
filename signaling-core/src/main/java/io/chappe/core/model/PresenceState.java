package io.chappe.core.model;

import java.util.Locale;

/** Whether a peer can be reached now. */
public enum PresenceState {
    /** Some session of it has a socket. */
    ONLINE,
    /** No session of it has a socket, but some may come back. */
    RECONNECTING,
    /** It has no session. */
    OFFLINE;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }

    /**
     * Reads what {@link #wireName} wrote.
     *
     * @throws IllegalArgumentException for any other name
     */
    public static PresenceState ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
