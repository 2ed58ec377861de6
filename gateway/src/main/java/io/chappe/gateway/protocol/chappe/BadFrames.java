package io.chappe.gateway.protocol.chappe;

/** Counts a client's bad frames: the tenth within a minute is one too many. */
final class BadFrames {
    private static final int TOO_MANY = 10;
    private static final long WINDOW_NS = 60_000_000_000L;

    /** The times of the last ones, oldest overwritten first. */
    private final long[] times = new long[TOO_MANY];

    private int count;

    boolean areTooMany() {
        return areTooMany(System.nanoTime());
    }

    boolean areTooMany(long now) {
        times[count++ % TOO_MANY] = now;
        return count >= TOO_MANY && now - times[count % TOO_MANY] < WINDOW_NS;
    }
}
