package io.chappe.gateway.quota;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.TenantId;
import io.chappe.node.tenant.TenantLimits;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant has on this gateway: one object for as long as it is there, whatever becomes of its terms, so that who has it
 * sees each change of its limits. From any thread.
 */
public final class TenantLoad {
    private final TenantId tenant;
    private final PeerLimit peerLimit;
    private final TenantMeters meters;
    private final TenantSeries series;
    private final LongSupplier nanoClock;
    private final AtomicInteger sessions = new AtomicInteger();
    private final Consumption consumption = new Consumption();
    private final Map<PeerId, PeerRate> peers = new ConcurrentHashMap<>();
    private volatile @Nullable Quota quota;
    private volatile boolean isClosed;
    private volatile boolean notesCalls;

    public TenantLoad(TenantId tenant, PeerLimit peerLimit, TenantMeters meters) {
        this(tenant, peerLimit, meters, System::nanoTime);
    }

    TenantLoad(TenantId tenant, PeerLimit peerLimit, TenantMeters meters, LongSupplier nanoClock) {
        this.tenant = tenant;
        this.peerLimit = peerLimit;
        this.meters = meters;
        this.series = meters.of(tenant);
        this.nanoClock = nanoClock;
    }

    /** A session of it is here. */
    public void began(PeerId peer) {
        sessions.incrementAndGet();
        series.began();
        consumption.began(nowMs());
        peers.compute(peer, (id, rate) -> rate == null ? new PeerRate(peerLimit) : rate.began());
    }

    /** A session of it is here no more. */
    public void ended(PeerId peer) {
        sessions.decrementAndGet();
        series.ended();
        consumption.ended(nowMs());
        peers.computeIfPresent(peer, (id, rate) -> rate.ended());
    }

    /** A client of it has sent something of so many bytes. */
    public void countMessage(int bytes) {
        series.message();
        consumption.message(bytes);
    }

    public TenantId tenant() {
        return tenant;
    }

    /** What it has used until now. */
    public Consumption.Total used() {
        return consumption.total(nowMs());
    }

    /** See {@link Consumption#mostSessions}. */
    public long mostSessions() {
        return consumption.mostSessions();
    }

    /** Whether nothing more will be used of this: the tenant is gone, and its sessions are. */
    public boolean isOver() {
        return isClosed && !consumption.hasSessions();
    }

    private long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong());
    }

    /** How fast a peer sends, for as long as it has sessions here; null for one that has none. */
    public @Nullable PeerRate rate(PeerId peer) {
        return peers.get(peer);
    }

    /** What it may have; null where it has no limits. */
    public @Nullable Quota quota() {
        return quota;
    }

    /** In how many milliseconds a new session may begin; 0 for now. */
    public long waitForSessionMs() {
        Quota limited = quota;
        return limited == null ? 0 : limited.waitForSessionMs();
    }

    /** Whether it wants to know later what has happened while its calls were set up. */
    public boolean notesCalls() {
        return notesCalls;
    }

    public void noteCalls(boolean wanted) {
        notesCalls = wanted;
    }

    /** These are its limits from now on; one after the other. */
    public void limit(TenantLimits limits) {
        Quota limited = quota;
        if (limits.equals(TenantLimits.NONE)) {
            quota = null;
        } else if (limited == null) {
            quota = new Quota(tenant, limits, sessions, series, nanoClock);
        } else {
            limited.limit(limits);
        }
    }

    /** The tenant is gone. */
    public void close() {
        isClosed = true;
        quota = null;
        meters.release(tenant);
    }
}
