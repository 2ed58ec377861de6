package io.chappe.gateway.quota;

import io.chappe.core.bus.TenantUsage;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.TenantId;
import io.chappe.node.limit.Rate;
import io.chappe.node.tenant.TenantLimits;
import io.micrometer.core.instrument.Counter;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * What this gateway may give out of what a tenant with limits has in the whole cluster. It goes by what it has itself and by
 * what the others have told it, and asks nobody. From any thread, but for {@link #measure} and {@link #tell}, which one has.
 */
public final class Quota {
    private static final long FULL_RETRY_MS = 1_000;
    /** The others are told at once of a fiftieth more or less of the sessions that there may be. */
    private static final long NEWS = 50;

    private final TenantId tenant;
    private final AtomicInteger sessions;
    private final LongSupplier nanoClock;
    private final Counter full;
    private final TenantRate connects;
    private final TenantRate messages;
    private final TenantRate bytes;
    private final Others others = new Others();
    private volatile TenantLimits limits;
    private int toldSessions;

    Quota(TenantId tenant, TenantLimits limits, AtomicInteger sessions, TenantSeries series, LongSupplier nanoClock) {
        this.tenant = tenant;
        this.limits = limits;
        this.sessions = sessions;
        this.nanoClock = nanoClock;
        this.full = series.refused("sessions");
        long now = nanoClock.getAsLong();
        this.connects = new TenantRate(series.refused("connects"), now);
        this.messages = new TenantRate(series.refused("messages"), now);
        this.bytes = new TenantRate(series.refused("bytes"), now);
    }

    /** Sessions count by these at once, rates with the next measure. */
    void limit(TenantLimits wanted) {
        limits = wanted;
    }

    /**
     * Takes a new session, if it is not too many.
     *
     * @return 0 if it is taken; else in how many milliseconds it may be
     */
    long waitForSessionMs() {
        long now = nanoClock.getAsLong();
        connects.ask(1);
        int most = limits.sessions();
        if (most > 0 && sessions.get() + others.sum(TenantUsage::sessions, now) >= most) {
            full.increment();
            return FULL_RETRY_MS;
        }
        long waitNs = connects.waitNs(now);
        if (waitNs <= 0) {
            connects.take(now, 1);
        }
        return Rate.toMs(waitNs);
    }

    /**
     * Takes a message, if it is not too much.
     *
     * @return 0 if it is taken; else in how many milliseconds it may be
     */
    public long waitMs(int length) {
        long now = nanoClock.getAsLong();
        messages.ask(1);
        bytes.ask(length);
        long waitNs = Math.max(messages.waitNs(now), bytes.waitNs(now));
        if (waitNs <= 0) {
            messages.take(now, 1);
            bytes.take(now, length);
        }
        return Rate.toMs(waitNs);
    }

    /** Charges for what a message that was taken makes us send besides. */
    public void charge(long more) {
        bytes.ask(more);
        bytes.take(nanoClock.getAsLong(), more);
    }

    /**
     * Looks at what is asked for here, and takes this gateway's share; to be called about once a second.
     *
     * @param gateways in the cluster, with this one
     */
    public void measure(int gateways) {
        long now = nanoClock.getAsLong();
        TenantLimits current = limits;
        others.sweep(now);
        measure(connects, current.connectsPerSecond(), others.sum(TenantUsage::connects, now), gateways, now);
        measure(messages, current.messagesPerSecond(), others.sum(TenantUsage::messages, now), gateways, now);
        measure(bytes, current.bytesPerSecond(), others.sum(TenantUsage::bytes, now), gateways, now);
    }

    private static void measure(TenantRate rate, long perSecond, long elsewhere, int gateways, long now) {
        rate.measure(now);
        rate.share(perSecond, Share.of(rate.demand(), elsewhere, gateways), now);
    }

    /** Whether the others are to be told now, and not with the next measure. */
    public boolean isNews() {
        return Math.abs(sessions.get() - toldSessions) * NEWS > limits.sessions() && limits.sessions() > 0;
    }

    /** What the others are to know. */
    public TenantUsage tell() {
        toldSessions = Math.max(0, sessions.get());
        return new TenantUsage(tenant, toldSessions, connects.demand(), messages.demand(), bytes.demand());
    }

    /** Another gateway tells. */
    public void hear(NodeId gateway, TenantUsage usage) {
        others.hear(gateway, usage, nanoClock.getAsLong());
    }

    /** Another gateway has left. */
    public void forget(NodeId gateway) {
        others.forget(gateway);
    }
}
