package io.chappe.presence.usage;

import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.bus.UsageRecord;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.TenantId;
import io.chappe.presence.store.Usage;
import io.chappe.presence.store.UsageStore;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Writes down what gateways say that tenants have used. A tenant's sessions are those of all gateways that have spoken of it lately:
 * all of them tell the same service, until that one is gone. Confined to one event loop.
 */
public final class UsageBook {
    /** A gateway speaks of each tenant once a minute. */
    private static final long LATELY_NS = TimeUnit.SECONDS.toNanos(90);

    /** Of those with most sessions, and again so many of those with most messages: one entry of a journal holds them. */
    private static final int MOST_BUSY = 25;

    /** What a gateway has said last of a tenant. */
    private record Told(UsageRecord record, long at) {}

    private final UsageStore store;
    private final LongSupplier nanoClock;
    private final Map<TenantId, Map<NodeId, Told>> lately = new HashMap<>();
    private long cleared;

    /**
     * @param nanoClock monotonic
     */
    public UsageBook(UsageStore store, LongSupplier nanoClock) {
        this.store = store;
        this.nanoClock = nanoClock;
        this.cleared = nanoClock.getAsLong();
    }

    /** Whoever is not told that it is done says it again, under the same number. */
    public Future<PresenceAnswer> add(PresenceRequest.AddUsage told) {
        long now = nanoClock.getAsLong();
        clearOld(now);
        NodeId gateway = told.home().node();
        List<Future<Void>> added = told.records().stream()
                .map(record -> store.add(record.tenant(), gateway.value(), told.number(), usage(record, gateway, now)))
                .toList();
        return Future.join(added).map(all -> new PresenceAnswer.Done());
    }

    private Usage usage(UsageRecord record, NodeId gateway, long now) {
        Map<NodeId, Told> all = lately.computeIfAbsent(record.tenant(), absent -> new HashMap<>());
        all.put(gateway, new Told(record, now));
        long peak = sum(all, UsageRecord::sessions, now);
        return new Usage(record.connectedMs(), record.messages(), record.bytes(), peak);
    }

    private static long sum(Map<NodeId, Told> all, ToLongFunction<UsageRecord> what, long now) {
        return all.values().stream()
                .filter(told -> now - told.at < LATELY_NS)
                .map(Told::record)
                .mapToLong(what)
                .sum();
    }

    /** Of all tenants of which this service is told, those that use most just now. */
    Collection<TenantMinute> busiest() {
        long now = nanoClock.getAsLong();
        List<TenantMinute> all = lately.entrySet().stream()
                .map(told -> minute(told.getKey(), told.getValue(), now))
                .filter(minute -> minute.sessions() > 0 || minute.messages() > 0)
                .toList();
        Set<TenantMinute> busiest = new LinkedHashSet<>(most(all, TenantMinute::sessions));
        busiest.addAll(most(all, TenantMinute::messages));
        return busiest;
    }

    private static TenantMinute minute(TenantId tenant, Map<NodeId, Told> all, long now) {
        return new TenantMinute(
                tenant,
                sum(all, UsageRecord::sessions, now),
                sum(all, UsageRecord::messages, now),
                sum(all, UsageRecord::bytes, now));
    }

    private static List<TenantMinute> most(List<TenantMinute> all, ToLongFunction<TenantMinute> what) {
        return all.stream()
                .sorted(Comparator.comparingLong(what).reversed())
                .limit(MOST_BUSY)
                .toList();
    }

    private void clearOld(long now) {
        if (now - cleared >= LATELY_NS) {
            cleared = now;
            lately.values().forEach(all -> all.values().removeIf(told -> now - told.at >= LATELY_NS));
            lately.values().removeIf(Map::isEmpty);
        }
    }
}
