package io.chappe.gateway.tenant;

import io.chappe.core.bus.TenantNotice;
import io.chappe.core.model.TenantId;
import io.chappe.node.config.ConfigException;
import io.chappe.node.logging.About;
import io.chappe.node.tenant.TenantConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tenants of the store, as this gateway has heard of them. One that it can't read, because another build wrote it or it is
 * wrong, stays as it was.
 */
public final class StoredTenants {
    private static final Logger LOG = LoggerFactory.getLogger(StoredTenants.class);

    private final Tenants tenants;
    private final Map<TenantId, TenantConfig> taken = new ConcurrentHashMap<>();
    /** With what is wrong with each. */
    private final Map<TenantId, String> refused = new ConcurrentHashMap<>();

    private volatile boolean changed;

    public StoredTenants(Tenants tenants, MeterRegistry meters) {
        this.tenants = tenants;
        Gauge.builder("chappe.tenants.refused", () -> refused().size())
                .tag("source", "store")
                .description("Tenants of the store that are not taken, because something in them is wrong, or the"
                        + " configuration or the file has them, too")
                .register(meters);
    }

    /** There is one, or it has changed, or is gone; counts with the next {@link #settle}. One after the other. */
    public void hear(TenantNotice notice) {
        TenantId tenant = notice.tenant();
        if (notice.isGone()) {
            refused.remove(tenant);
            taken.remove(tenant);
            changed = true;
            return;
        }
        try {
            taken.put(tenant, TenantConfig.parse(tenant, notice.text()));
            refused.remove(tenant);
            changed = true;
        } catch (ConfigException e) {
            refused.put(tenant, String.valueOf(e.getMessage()));
            About.tenant(LOG.atError(), tenant)
                    .log("keeping a tenant as it was, if it was there: in the store it is wrong: {}", e.getMessage());
        }
    }

    /**
     * That was all for now: it counts from now on. All at once, since each change is one of the whole list.
     *
     * @return whether something has changed
     */
    public boolean settle() {
        boolean isNews = changed;
        if (isNews) {
            changed = false;
            tenants.replaceStored(taken.values());
        }
        return isNews;
    }

    /** Whether the store has it, readable or not. */
    boolean has(TenantId tenant) {
        return taken.containsKey(tenant) || refused.containsKey(tenant);
    }

    /** Why those that are not taken are not, by their names. */
    SortedMap<String, String> refused() {
        SortedMap<String, String> faults = new TreeMap<>();
        tenants.hidden().forEach(tenant -> faults.put(tenant.value(), tenants.source(tenant) + " has it, too"));
        refused.forEach((tenant, fault) -> faults.put(tenant.value(), fault));
        return faults;
    }
}
