package io.chappe.gateway.quota;

import io.chappe.node.operations.MessageCounter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What is counted of a tenant, or of all that have no series of their own. From any thread. */
final class TenantSeries {
    private static final String SESSIONS = "chappe.tenant.sessions";
    private static final String MESSAGES = "chappe.tenant.messages";

    private final MeterRegistry registry;
    private final String label;
    private final AtomicInteger sessions = new AtomicInteger();
    private final MessageCounter messages;
    private final Map<String, Counter> refused = new ConcurrentHashMap<>();

    TenantSeries(String label, MeterRegistry registry) {
        this.label = label;
        this.registry = registry;
        Gauge.builder(SESSIONS, sessions, AtomicInteger::get)
                .description("Sessions of a tenant on this gateway")
                .tag("tenant", label)
                .register(registry);
        messages = MessageCounter.of(
                registry, MESSAGES, "Messages of a tenant's clients on this gateway", "tenant", label);
    }

    void began() {
        sessions.incrementAndGet();
    }

    void ended() {
        sessions.decrementAndGet();
    }

    void message() {
        messages.increment();
    }

    /**
     * Counts what a limit refuses.
     *
     * @param limit as in the settings, without the time
     */
    Counter refused(String limit) {
        return refused.computeIfAbsent(
                limit,
                absent -> Counter.builder("chappe.tenant.refused")
                        .description("What was refused because a tenant's clients together are over a limit")
                        .tags("tenant", label, "limit", limit)
                        .register(registry));
    }

    void remove() {
        registry.find(SESSIONS).tag("tenant", label).meters().forEach(registry::remove);
        registry.find(MESSAGES).tag("tenant", label).meters().forEach(registry::remove);
        refused.values().forEach(registry::remove);
    }
}
