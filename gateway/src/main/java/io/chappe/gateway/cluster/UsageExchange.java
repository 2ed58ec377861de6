package io.chappe.gateway.cluster;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.TenantUsage;
import io.chappe.core.bus.UsageReport;
import io.chappe.core.bus.WireVersion;
import io.chappe.core.model.NodeId;
import io.chappe.gateway.quota.Quota;
import io.chappe.gateway.quota.Quotas;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells the other gateways once a second what this one has of each tenant that has limits, and at once where its sessions
 * have become many more or fewer; and hears the same of them. Nothing is said where no tenant has limits, nothing is said
 * twice, and nobody answers. Confined to one event loop, but for {@link #forget}.
 */
final class UsageExchange {
    static final long TICK_MS = 100;
    /** Of all gateways; where what comes there is worked off, this is. */
    static final int LANE = 0;

    private static final long TELL_NS = TimeUnit.SECONDS.toNanos(1);

    private final NodeId self;
    private final Supplier<List<NodeId>> gateways;
    private final BiConsumer<String, Buffer> bus;
    private final Quotas quotas;
    private final LongSupplier nanoClock;
    private List<Quota> last = List.of();
    private long toldAt;

    /**
     * @param gateways that are members now, this one included
     * @param bus sends a message to an address, at most once
     * @param nanoClock monotonic
     */
    UsageExchange(
            NodeId self,
            Supplier<List<NodeId>> gateways,
            BiConsumer<String, Buffer> bus,
            Quotas quotas,
            LongSupplier nanoClock) {
        this.self = self;
        this.gateways = gateways;
        this.bus = bus;
        this.quotas = quotas;
        this.nanoClock = nanoClock;
    }

    /** To be called every {@value #TICK_MS} ms. */
    void tick() {
        List<Quota> limited = quotas.quotas();
        long now = nanoClock.getAsLong();
        if (limited != last || now - toldAt >= TELL_NS) {
            last = limited;
            toldAt = now;
            measureAndTell(limited);
        } else {
            List<Quota> news = limited.stream().filter(Quota::isNews).toList();
            tell(news, news.isEmpty() ? List.of() : gateways.get());
        }
    }

    private void measureAndTell(List<Quota> limited) {
        if (!limited.isEmpty()) {
            List<NodeId> members = gateways.get();
            limited.forEach(quota -> quota.measure(members.size()));
            tell(limited, members);
        }
    }

    private void tell(List<Quota> told, List<NodeId> members) {
        if (!WireVersion.hasTenantUsage()) {
            return;
        }
        for (int from = 0; from < told.size(); from += UsageReport.MOST) {
            List<TenantUsage> part = told.subList(from, Math.min(told.size(), from + UsageReport.MOST)).stream()
                    .map(Quota::tell)
                    .toList();
            Buffer report = new UsageReport(self, part).encode();
            members.stream()
                    .filter(node -> !node.equals(self))
                    .forEach(node -> bus.accept(BusAddresses.gateway(node, LANE), report));
        }
    }

    /** Another gateway tells. */
    void hear(UsageReport report) {
        for (TenantUsage usage : report.tenants()) {
            Quota quota = quotas.quota(usage.tenant());
            if (quota != null) {
                quota.hear(report.from(), usage);
            }
        }
    }

    /** Another gateway has left; from any thread. */
    void forget(NodeId gateway) {
        quotas.quotas().forEach(quota -> quota.forget(gateway));
    }
}
