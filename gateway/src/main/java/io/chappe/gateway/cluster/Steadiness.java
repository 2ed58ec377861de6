package io.chappe.gateway.cluster;

import io.chappe.core.bus.PresenceAnswer;
import java.time.Duration;
import java.util.function.LongSupplier;

/** For how long the store has been there and complete, as far as the renewals of the lease tell. From any thread. */
final class Steadiness {
    private static final long NOT_STEADY = Long.MIN_VALUE;

    private final LongSupplier clock;
    private volatile long since = NOT_STEADY;

    /**
     * @param clock monotonic, in ns
     */
    Steadiness(LongSupplier clock) {
        this.clock = clock;
    }

    /** Told by one thread, like {@link #unheard}. */
    void heard(PresenceAnswer.Leased leased) {
        if (leased.recovering()) {
            since = NOT_STEADY;
        } else if (since == NOT_STEADY) {
            since = clock.getAsLong();
        }
    }

    /** No service answers, or the store does not. */
    void unheard() {
        since = NOT_STEADY;
    }

    boolean isSteady() {
        return since != NOT_STEADY;
    }

    /** Zero if it is not there now. */
    Duration duration() {
        long begun = since;
        return begun == NOT_STEADY ? Duration.ZERO : Duration.ofNanos(clock.getAsLong() - begun);
    }
}
