package io.chappe.gateway.cluster;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether this node may still act in the cluster's name. It may not when it has been asleep (stopped, paused, swapped
 * out) past the end of its lease: others may have its sessions by now, and what waits here is old. One answer to a
 * question that was asked since makes it sure again. From any thread; cheap enough for every signal.
 */
final class Standing {
    /** Longer than an event loop is ever late while it is awake. */
    private static final long PAUSE_NS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier clock;
    private volatile long leaseNanos = TimeUnit.SECONDS.toNanos(10);
    private volatile long provenAt;
    private volatile long lastTick;
    private volatile long wokeAt;
    private volatile boolean unproven;

    /**
     * @param clock monotonic, in ns
     */
    Standing(LongSupplier clock) {
        this.clock = clock;
        this.provenAt = clock.getAsLong();
        this.lastTick = provenAt;
        this.wokeAt = provenAt;
    }

    /** The time, for {@link #proven}. */
    long now() {
        return clock.getAsLong();
    }

    /** A service or another gateway has answered what was asked at that time. */
    void proven(long askedAt) {
        if (askedAt - provenAt > 0) {
            provenAt = askedAt;
        }
        if (askedAt - wokeAt >= 0) {
            unproven = false;
        }
    }

    void leased(long millis) {
        leaseNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** To be called a few times a second. */
    void tick() {
        long now = clock.getAsLong();
        if (now - lastTick >= PAUSE_NS && isPastLease(now)) {
            wokeAt = now;
            unproven = true;
        }
        lastTick = now;
    }

    private boolean isPastLease(long now) {
        return now - provenAt >= leaseNanos;
    }

    boolean isSure() {
        if (unproven) {
            return false;
        }
        long now = clock.getAsLong();
        return now - lastTick < PAUSE_NS || !isPastLease(now);
    }

    /** Whether nobody has answered for a whole lease, all of it awake. */
    boolean isSilent() {
        long now = clock.getAsLong();
        return isPastLease(now) && now - wokeAt >= leaseNanos;
    }

    /** Whether it is time to ask somebody. */
    boolean isProofOld() {
        return clock.getAsLong() - provenAt >= leaseNanos / 4;
    }
}
