package io.chappe.gateway.tenant;

import io.chappe.core.model.TenantId;
import io.chappe.gateway.quota.PeerLimit;
import io.chappe.gateway.quota.TenantLoad;
import io.chappe.gateway.quota.TenantMeters;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Function;

/** What tenants have here, where peers may send as much as they do by default. */
final class TestLoads {
    private static final PeerLimit PEER_LIMIT = PeerLimit.of(5, 200, 1 << 20);

    private TestLoads() {}

    static Function<TenantId, TenantLoad> of(MeterRegistry registry) {
        TenantMeters meters = new TenantMeters(registry, 10);
        return id -> new TenantLoad(id, PEER_LIMIT, meters);
    }
}
