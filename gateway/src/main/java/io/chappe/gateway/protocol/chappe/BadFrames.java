package io.chappe.gateway.protocol.chappe;

import org.jspecify.annotations.Nullable;

/** Counts a client's bad frames: the tenth within a minute is one too many. */
final class BadFrames {
    private static final int TOO_MANY = 10;
    private static final long WINDOW_NS = 60_000_000_000L;

    /** The times of the last ones, oldest overwritten first; null before the first, which most clients never send. */
    private long @Nullable [] times;

    private int count;

    boolean areTooMany() {
        return areTooMany(System.nanoTime());
    }

    boolean areTooMany(long now) {
        if (times == null) {
            times = new long[TOO_MANY];
        }
        times[count++ % TOO_MANY] = now;
        return count >= TOO_MANY && now - times[count % TOO_MANY] < WINDOW_NS;
    }
}
