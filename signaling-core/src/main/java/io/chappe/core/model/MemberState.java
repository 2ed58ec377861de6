package io.chappe.core.model;

import java.util.Locale;

/** Whether a member can be reached now. */
public enum MemberState {
    ONLINE,
    /** Its socket or its gateway is lost; the session lives on until its resume window ends. */
    RECONNECTING;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }

    /**
     * Reads what {@link #wireName} wrote.
     *
     * @throws IllegalArgumentException for any other name
     */
    public static MemberState ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
