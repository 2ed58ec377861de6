package io.chappe.gateway.quota;

import io.chappe.core.bus.TenantUsage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** How much of something is asked for in a second, taken or not, smoothed over a few seconds. */
final class Demand {
    /** Whoever asks all the time for as much is seen as such, but for a third, after two of these. */
    private static final double SMOOTH_OVER_S = 2;
    /** What has nearly ended has ended. */
    private static final double LEAST = 0.05;

    private final LongAdder asked = new LongAdder();
    private double smoothed;
    private long measuredAt;
    private volatile long perSecond;

    Demand(long now) {
        this.measuredAt = now;
    }

    /** So much more is asked for. From any thread. */
    void add(long amount) {
        asked.add(amount);
    }

    /** To be called about once a second, from one thread at a time. */
    void measure(long now) {
        double seconds = (double) (now - measuredAt) / TimeUnit.SECONDS.toNanos(1);
        if (seconds > 0) {
            measuredAt = now;
            smoothed += (asked.sumThenReset() / seconds - smoothed) * (1 - Math.exp(-seconds / SMOOTH_OVER_S));
            perSecond = Math.min((long) Math.ceil(smoothed - LEAST), TenantUsage.MOST);
        }
    }

    /** As last measured, rounded up. */
    long perSecond() {
        return perSecond;
    }
}
