package io.chappe.gateway.quota;

import io.chappe.core.bus.TenantUsage;
import io.chappe.core.model.NodeId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** What the other gateways have last said of one tenant; who is silent for too long has nothing of it. From any thread. */
final class Others {
    private static final long SILENT_NS = TimeUnit.SECONDS.toNanos(5);

    private final Map<NodeId, Heard> heard = new ConcurrentHashMap<>();

    private record Heard(TenantUsage usage, long at) {}

    void hear(NodeId gateway, TenantUsage usage, long now) {
        heard.put(gateway, new Heard(usage, now));
    }

    void forget(NodeId gateway) {
        heard.remove(gateway);
    }

    /** Of all of them together. */
    long sum(ToLongFunction<TenantUsage> part, long now) {
        long sum = 0;
        for (Heard last : heard.values()) {
            sum += now - last.at < SILENT_NS ? part.applyAsLong(last.usage) : 0;
        }
        return sum;
    }

    /** Lets go of those who have been silent. */
    void sweep(long now) {
        heard.values().removeIf(last -> now - last.at >= SILENT_NS);
    }
}
