package io.chappe.core.protocol;

import java.util.Locale;

/** What a sender waits for. */
public enum Want {
    /** The signal is written to the target's socket. */
    RELAYED(3_000),
    /** The target's client has acknowledged it. */
    RECEIVED(10_000);

    private final String wireName = name().toLowerCase(Locale.ROOT);
    private final int defaultTimeoutMs;

    Want(int defaultTimeoutMs) {
        this.defaultTimeoutMs = defaultTimeoutMs;
    }

    public String wireName() {
        return wireName;
    }

    public int defaultTimeoutMs() {
        return defaultTimeoutMs;
    }
}
