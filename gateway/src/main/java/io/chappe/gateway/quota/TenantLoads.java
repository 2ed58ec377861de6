package io.chappe.gateway.quota;

import io.chappe.core.model.TenantId;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What all tenants have here, those too that are gone, until it is known what they have used. From any thread. */
public final class TenantLoads implements Function<TenantId, TenantLoad> {
    private final PeerLimit peerLimit;
    private final TenantMeters meters;
    private final Set<TenantLoad> all = ConcurrentHashMap.newKeySet();

    public TenantLoads(PeerLimit peerLimit, TenantMeters meters) {
        this.peerLimit = peerLimit;
        this.meters = meters;
    }

    /** Of a tenant that comes. */
    @Override
    public TenantLoad apply(TenantId tenant) {
        TenantLoad load = new TenantLoad(tenant, peerLimit, meters);
        all.add(load);
        return load;
    }

    /** A view. */
    public Collection<TenantLoad> all() {
        return Collections.unmodifiableSet(all);
    }

    /** It is known what has been used of one that is over. */
    public void forget(TenantLoad load) {
        all.remove(load);
    }
}
