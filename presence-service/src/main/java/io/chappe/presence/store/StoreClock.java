package io.chappe.presence.store;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The time by which a store lives. For any thread. */
public final class StoreClock {
    private static final long VERSIONS_PER_MS = 1_000;

    private final LongSupplier millis;
    private final AtomicLong highestRetired = new AtomicLong();

    public StoreClock(LongSupplier millis) {
        this.millis = millis;
    }

    public Moment moment() {
        long now = millis.getAsLong();
        long seed = Math.max(now * VERSIONS_PER_MS, highestRetired.get() + 1);
        return new Moment(now, seed, ThreadLocalRandom.current().nextLong());
    }

    /**
     * Remembers the version of what is deleted. Time alone is not enough: what is deleted and made again within one
     * millisecond, or after the clock was set back, would begin below where it ended.
     */
    public void retire(long version) {
        highestRetired.accumulateAndGet(version, Math::max);
    }
}
