package io.chappe.gateway.cluster;

import io.chappe.core.model.NodeId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Services that could lately not do what they were asked, as one that alone has lost its way to the store: for a moment
 * they are asked last. From any thread.
 */
final class Unwell {
    private static final long MOMENT_NS = TimeUnit.SECONDS.toNanos(2);

    private final LongSupplier clock;
    private final Map<NodeId, Long> since = new ConcurrentHashMap<>();

    /**
     * @param clock monotonic, in ns
     */
    Unwell(LongSupplier clock) {
        this.clock = clock;
    }

    void note(NodeId service) {
        long now = clock.getAsLong();
        since.values().removeIf(noted -> now - noted >= MOMENT_NS);
        since.put(service, now);
    }

    boolean has(NodeId service) {
        Long noted = since.get(service);
        return noted != null && clock.getAsLong() - noted < MOMENT_NS;
    }

    /** The same services, those that are unwell behind the others. */
    List<NodeId> last(List<NodeId> order) {
        return since.isEmpty()
                ? order
                : Stream.concat(
                                order.stream().filter(service -> !has(service)),
                                order.stream().filter(this::has))
                        .toList();
    }
}
