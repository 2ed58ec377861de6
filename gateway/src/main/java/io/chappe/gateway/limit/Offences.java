package io.chappe.gateway.limit;

import org.jspecify.annotations.Nullable;

/** Counts what a client should not do: so many within a minute are one too many. */
public final class Offences {
    private static final long WINDOW_NS = 60_000_000_000L;

    /** The times of the last ones, oldest overwritten first; null before the first, which most clients never send. */
    private long @Nullable [] times;

    private final int tooMany;
    private int count;

    public Offences(int tooMany) {
        this.tooMany = tooMany;
    }

    /** Notes one, and tells whether it is one too many. */
    public boolean areTooMany() {
        return areTooMany(System.nanoTime());
    }

    boolean areTooMany(long now) {
        if (times == null) {
            times = new long[tooMany];
        }
        times[count++ % tooMany] = now;
        return count >= tooMany && now - times[count % tooMany] < WINDOW_NS;
    }
}
