package io.chappe.gateway.cluster;

import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.bus.PresenceRequest.AddUsage;
import io.chappe.core.bus.Rendezvous;
import io.chappe.core.bus.UsageRecord;
import io.chappe.core.bus.WireVersion;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.TenantId;
import io.chappe.gateway.quota.Consumption.Total;
import io.chappe.gateway.quota.TenantLoad;
import io.chappe.gateway.quota.TenantLoads;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the presence-services once a minute what tenants have used of this gateway. What is not answered is told again as it was,
 * under the same number, before anything new; meanwhile it is counted on. Confined to one event loop.
 */
final class UsageTeller {
    static final long TELL_MS = 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(UsageTeller.class);

    private final TenantLoads loads;
    private final Supplier<List<NodeId>> services;
    private final Supplier<@Nullable NodeLife> life;
    private final BiFunction<List<NodeId>, PresenceRequest, Future<PresenceAnswer>> presence;
    private final Map<TenantLoad, Total> told = new HashMap<>();
    private List<AddUsage> unanswered = List.of();
    private Future<Void> telling = Future.succeededFuture();
    private long number;

    /**
     * @param life of this gateway; null while it has none
     * @param presence asks services in an order
     */
    UsageTeller(
            TenantLoads loads,
            Supplier<List<NodeId>> services,
            Supplier<@Nullable NodeLife> life,
            BiFunction<List<NodeId>, PresenceRequest, Future<PresenceAnswer>> presence) {
        this.loads = loads;
        this.services = services;
        this.life = life;
        this.presence = presence;
    }

    /** To be called every {@value #TELL_MS} ms. */
    void tick() {
        if (telling.isComplete()) {
            telling = tell();
        }
    }

    /** Tells what there is still to tell. Completes when it is answered, or nobody answers; never fails. */
    Future<Void> last() {
        return telling.compose(told -> tell());
    }

    private Future<Void> tell() {
        NodeLife home = life.get();
        if (home == null || !WireVersion.hasUsageRecords()) {
            return Future.succeededFuture();
        }
        return send().compose(again -> {
            if (!unanswered.isEmpty()) {
                return Future.succeededFuture();
            }
            unanswered = requests(home, records());
            return send();
        });
    }

    /** What is not answered yet; never fails. */
    private Future<Void> send() {
        List<Future<Boolean>> sent = unanswered.stream().map(this::send).toList();
        return Future.join(sent).transform(all -> {
            List<AddUsage> still = new ArrayList<>();
            for (int i = 0; i < sent.size(); i++) {
                if (!Boolean.TRUE.equals(sent.get(i).result())) {
                    still.add(unanswered.get(i));
                }
            }
            if (!still.isEmpty()) {
                LOG.debug("what tenants have used is told again: {} messages were not answered", still.size());
            }
            unanswered = still;
            return Future.succeededFuture();
        });
    }

    /** To the services that there are now: those that there were then may all have been replaced. */
    private Future<Boolean> send(AddUsage part) {
        return presence.apply(order(part.records().get(0)), part)
                .map(answer -> answer instanceof PresenceAnswer.Done)
                .otherwise(false);
    }

    /** Of each tenant one, also where it was taken away and came again. */
    private Map<TenantId, UsageRecord> records() {
        Map<TenantId, UsageRecord> records = new HashMap<>();
        for (TenantLoad load : loads.all()) {
            // Before what it has used is looked at: what comes later is for the next time.
            boolean isOver = load.isOver();
            Total total = load.used();
            Total more = total.minus(told.getOrDefault(load, Total.NONE));
            long sessions = load.mostSessions();
            if (sessions > 0 || !more.equals(Total.NONE)) {
                UsageRecord record =
                        new UsageRecord(load.tenant(), more.connectedMs(), more.messages(), more.bytes(), sessions);
                records.merge(load.tenant(), record, UsageTeller::sum);
            }
            told.put(load, total);
            if (isOver) {
                told.remove(load);
                loads.forget(load);
            }
        }
        return records;
    }

    private static UsageRecord sum(UsageRecord one, UsageRecord other) {
        return new UsageRecord(
                one.tenant(),
                one.connectedMs() + other.connectedMs(),
                one.messages() + other.messages(),
                one.bytes() + other.bytes(),
                one.sessions() + other.sessions());
    }

    /** To each service what it is the first for: it adds up the sessions of all gateways. */
    private List<AddUsage> requests(NodeLife home, Map<TenantId, UsageRecord> records) {
        number++;
        Map<List<NodeId>, List<UsageRecord>> byOrder = new HashMap<>();
        records.values()
                .forEach(record -> byOrder.computeIfAbsent(order(record), order -> new ArrayList<>())
                        .add(record));
        List<AddUsage> requests = new ArrayList<>();
        byOrder.forEach((order, all) -> {
            for (int from = 0; from < all.size(); from += AddUsage.MOST) {
                List<UsageRecord> part = all.subList(from, Math.min(all.size(), from + AddUsage.MOST));
                requests.add(new AddUsage(home, number, part));
            }
        });
        return requests;
    }

    private List<NodeId> order(UsageRecord record) {
        return Rendezvous.order(record.tenant(), services.get());
    }
}
