package io.chappe.node.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A rate of each key. From any thread. */
public final class RateLimit<K> {
    private static final long SWEEP_NS = TimeUnit.SECONDS.toNanos(1);

    private final Rate rate;
    private final int mostKeys;
    private final LongSupplier nanoClock;
    private final long startedAt;
    private final Map<K, Long> wholeAt = new ConcurrentHashMap<>();
    private final AtomicLong sweptAt = new AtomicLong(-SWEEP_NS);

    /**
     * @param mostKeys that are known at a time; with more of them the new ones have no limit
     */
    public RateLimit(Rate rate, int mostKeys, LongSupplier nanoClock) {
        this.rate = rate;
        this.mostKeys = mostKeys;
        this.nanoClock = nanoClock;
        this.startedAt = nanoClock.getAsLong();
    }

    /** For how long nothing more is allowed, in ms, rounded up; 0 for what is allowed now. */
    public long waitMs(K key) {
        return Rate.toMs(rate.waitNs(wholeAt.getOrDefault(key, 0L), now(), 1));
    }

    /** One more was done, also where it was not allowed; nobody waits for longer than the period. */
    public void add(K key) {
        long now = now();
        if (wholeAt.size() < mostKeys || wholeAt.containsKey(key) || sweep(now)) {
            long latest = now + rate.period().toNanos();
            wholeAt.merge(
                    key, rate.after(now, now, 1), (before, first) -> Math.min(rate.after(before, now, 1), latest));
        }
    }

    /** Forgets who has all of it back; not more often than once a second, since it looks at all. */
    private boolean sweep(long now) {
        long before = sweptAt.get();
        if (now - before < SWEEP_NS || !sweptAt.compareAndSet(before, now)) {
            return false;
        }
        wholeAt.values().removeIf(whole -> whole <= now);
        return wholeAt.size() < mostKeys;
    }

    private long now() {
        return nanoClock.getAsLong() - startedAt;
    }
}
