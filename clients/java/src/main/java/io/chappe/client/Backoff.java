package io.chappe.client;

import java.util.function.DoubleSupplier;

/** How long to wait before the next attempt: full jitter, so that clients that lost the same gateway do not come as one. */
final class Backoff {
    private static final long FIRST_MS = 1_000;
    private static final long MAX_MS = 30_000;
    private static final int MAX_DOUBLINGS = 10;
    /** A socket that lived so long was a good one. */
    private static final long STABLE_MS = 10_000;
    /** No pause takes more of a resume window than this part. */
    private static final long WINDOW_PART = 5;

    private final Timers timers;
    private final DoubleSupplier random;
    private int attempts;
    private long upSince;
    private long lostAt;
    private long windowMs;

    /**
     * @param random from 0 to below 1
     */
    Backoff(Timers timers, DoubleSupplier random) {
        this.timers = timers;
        this.random = random;
    }

    /**
     * There is a socket.
     *
     * @param window how long its session will outlive it
     */
    void up(long window) {
        upSince = timers.now();
        windowMs = window;
    }

    void lost() {
        lostAt = timers.now();
        if (lostAt - upSince >= STABLE_MS) {
            attempts = 0;
        }
    }

    /**
     * The pause grows once all urls have had a try. The first attempt after a good socket comes within 1 s, and while the
     * session waits to be resumed there is no time for long pauses.
     */
    long nextMs(int urls) {
        int round = Math.min(attempts++ / urls, MAX_DOUBLINGS);
        boolean resumable = timers.now() - lostAt < windowMs;
        long cap = resumable ? Math.max(FIRST_MS, windowMs / WINDOW_PART) : MAX_MS;
        return (long) (random.getAsDouble() * Math.min(cap, FIRST_MS << round));
    }
}
