package io.chappe.gateway.quota;

import io.chappe.core.model.TenantId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What is counted of a tenant with limits, for as long as it has them: tenants come and go, and each is a series of its own. */
final class QuotaMeters {
    private final MeterRegistry registry;
    private final TenantId tenant;
    private final List<Meter> meters = new ArrayList<>();

    QuotaMeters(TenantId tenant, AtomicInteger sessions, MeterRegistry registry) {
        this.registry = registry;
        this.tenant = tenant;
        meters.add(Gauge.builder("chappe.tenant.sessions", sessions, AtomicInteger::get)
                .description("Sessions of a tenant that has limits, on this gateway")
                .tag("tenant", tenant.value())
                .register(registry));
    }

    /**
     * @param limit as in the settings, without the time
     */
    Counter refused(String limit) {
        Counter counter = Counter.builder("chappe.tenant.refused")
                .description("What was refused because a tenant's clients together are over a limit")
                .tags("tenant", tenant.value(), "limit", limit)
                .register(registry);
        meters.add(counter);
        return counter;
    }

    void remove() {
        meters.forEach(registry::remove);
    }
}
