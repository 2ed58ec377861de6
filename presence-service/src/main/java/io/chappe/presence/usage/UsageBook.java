package io.chappe.presence.usage;

import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.bus.UsageRecord;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.TenantId;
import io.chappe.presence.store.Usage;
import io.chappe.presence.store.UsageStore;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Writes down what gateways say that tenants have used. A tenant's sessions are those of all gateways that have spoken of it lately:
 * all of them tell the same service, until that one is gone. Confined to one event loop.
 */
public final class UsageBook {
    /** A gateway speaks of each tenant once a minute. */
    private static final long LATELY_NS = TimeUnit.SECONDS.toNanos(90);

    private record Sessions(long count, long at) {}

    private final UsageStore store;
    private final LongSupplier nanoClock;
    private final Map<TenantId, Map<NodeId, Sessions>> sessions = new HashMap<>();
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
        Map<NodeId, Sessions> all = sessions.computeIfAbsent(record.tenant(), absent -> new HashMap<>());
        all.put(gateway, new Sessions(record.sessions(), now));
        long peak = all.values().stream()
                .filter(here -> now - here.at < LATELY_NS)
                .mapToLong(Sessions::count)
                .sum();
        return new Usage(record.connectedMs(), record.messages(), record.bytes(), peak);
    }

    private void clearOld(long now) {
        if (now - cleared >= LATELY_NS) {
            cleared = now;
            sessions.values().forEach(all -> all.values().removeIf(here -> now - here.at >= LATELY_NS));
            sessions.values().removeIf(Map::isEmpty);
        }
    }
}
