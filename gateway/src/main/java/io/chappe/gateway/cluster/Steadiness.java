package io.chappe.gateway.cluster;

import io.chappe.core.bus.PresenceAnswer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * For how long the store has been there and complete, as far as the renewals of the lease tell. While the last one has not
 * been granted it is not there; a gap that the store itself, too, would not call one is forgotten when it has passed. From
 * any thread.
 */
final class Steadiness {
    /** From one good renewal to the next. The store measures its own breaks by the same length. */
    private static final long BREAK_NS = TimeUnit.SECONDS.toNanos(3);

    private static final long NOT_STEADY = Long.MIN_VALUE;

    private final LongSupplier clock;
    private volatile long since = NOT_STEADY;
    private volatile boolean inDoubt;
    private long lastHeard;

    /**
     * @param clock monotonic, in ns
     */
    Steadiness(LongSupplier clock) {
        this.clock = clock;
    }

    /** Told by one thread, like {@link #unheard} and {@link #over}. */
    void heard(PresenceAnswer.Leased leased) {
        long now = clock.getAsLong();
        if (leased.recovering()) {
            since = NOT_STEADY;
        } else if (since == NOT_STEADY || (inDoubt && now - lastHeard > BREAK_NS)) {
            since = now;
        }
        lastHeard = now;
        inDoubt = false;
    }

    /** No service answers, or the store does not, as far as the one that was asked can say. */
    void unheard() {
        inDoubt = true;
    }

    /** The store has lost something. */
    void over() {
        since = NOT_STEADY;
    }

    boolean isSteady() {
        return since != NOT_STEADY && !inDoubt;
    }

    /** Zero if it is not there now. */
    Duration duration() {
        long begun = since;
        return begun == NOT_STEADY || inDoubt ? Duration.ZERO : Duration.ofNanos(clock.getAsLong() - begun);
    }
}
