package io.chappe.gateway.limit;

import io.chappe.node.limit.Rate;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A rate that event loops share without a lock, and that may become another one. What is taken may be more than is left, and
 * who comes next waits for it: so the largest message passes the smallest rate, and none passes for nothing.
 */
public final class SharedRate {
    private final AtomicLong wholeAt;
    private volatile Rate rate;

    /** All of the allowance is there. */
    public SharedRate(Rate rate, long now) {
        this.rate = rate;
        this.wholeAt = new AtomicLong(now);
    }

    /** For how long nothing is left, in ns; 0 or less for not at all. From any thread. */
    public long waitNs(long now) {
        return rate.waitNs(wholeAt.get(), now, 1);
    }

    /** Takes so much, there or not. From any thread. */
    public void add(long now, long charge) {
        Rate current = rate;
        long before;
        do {
            before = wholeAt.get();
        } while (!wholeAt.compareAndSet(before, current.after(before, now, charge)));
    }

    /**
     * From now on this is the rate. What is left stays as much as it is, but for what is above the new allowance: who is given
     * more has to wait until it has come, or whoever is given more in turns would have more than all. From one thread at a time.
     */
    public void become(Rate next, long now) {
        Rate last = rate;
        if (next.equals(last)) {
            return;
        }
        rate = next;
        long before;
        do {
            before = wholeAt.get();
        } while (!wholeAt.compareAndSet(before, next.continued(last, before, now)));
    }
}
