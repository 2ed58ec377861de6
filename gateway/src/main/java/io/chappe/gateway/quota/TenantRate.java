package io.chappe.gateway.quota;

import io.chappe.gateway.limit.SharedRate;
import io.chappe.node.limit.Rate;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One of a tenant's rates on this gateway: what is asked for, and this gateway's share of what is allowed. From any thread. */
final class TenantRate {
    private static final int BURST_S = 10;

    private final Demand demand;
    private final Counter refused;
    /** Null where there is no limit, or it was set a moment ago. */
    private volatile @Nullable SharedRate allowed;

    TenantRate(Counter refused, long now) {
        this.refused = refused;
        this.demand = new Demand(now);
    }

    void ask(long amount) {
        demand.add(amount);
    }

    /** For how long nothing is allowed, in ns, which is counted; 0 or less for not at all. */
    long waitNs(long now) {
        SharedRate rate = allowed;
        long wait = rate == null ? 0 : rate.waitNs(now);
        if (wait > 0) {
            refused.increment();
        }
        return wait;
    }

    void take(long now, long amount) {
        SharedRate rate = allowed;
        if (rate != null) {
            rate.add(now, amount);
        }
    }

    /** To be called about once a second, from one thread at a time. */
    void measure(long now) {
        demand.measure(now);
    }

    long demand() {
        return demand.perSecond();
    }

    /**
     * Takes this gateway's share; from one thread at a time.
     *
     * @param perSecond of all gateways together; 0 for no limit
     */
    void share(long perSecond, double share, long now) {
        SharedRate last = allowed;
        if (perSecond == 0) {
            allowed = null;
            return;
        }
        Rate rate = new Rate(Math.max(1, (long) (BURST_S * perSecond * share)), Duration.ofSeconds(BURST_S));
        if (last == null) {
            allowed = new SharedRate(rate, now);
        } else {
            last.become(rate, now);
        }
    }
}
