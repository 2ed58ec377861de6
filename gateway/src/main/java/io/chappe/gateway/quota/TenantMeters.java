package io.chappe.gateway.quota;

import io.chappe.core.model.TenantId;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;

/**
 * Which tenants have time series of their own: the first so many, for as long as they are there. All others share those of
 * {@value #OTHER}, so that whoever adds tenants can't fill what keeps the series. From any thread.
 */
public final class TenantMeters {
    private static final String OTHER = "other";

    private final MeterRegistry registry;
    private final int most;
    private final TenantSeries others;
    private final Map<TenantId, TenantSeries> own = new HashMap<>();

    /**
     * @param most tenants with series of their own
     */
    public TenantMeters(MeterRegistry registry, int most) {
        this.registry = registry;
        this.most = most;
        this.others = new TenantSeries(OTHER, registry);
    }

    /** The series of a tenant that comes. One that has the common name has the common series. */
    synchronized TenantSeries of(TenantId tenant) {
        TenantSeries known = own.get(tenant);
        if (known != null || own.size() >= most || tenant.value().equals(OTHER)) {
            return known != null ? known : others;
        }
        TenantSeries series = new TenantSeries(tenant.value(), registry);
        own.put(tenant, series);
        return series;
    }

    /** The tenant is gone: another one may have series of its own. */
    synchronized void release(TenantId tenant) {
        TenantSeries series = own.remove(tenant);
        if (series != null) {
            series.remove();
        }
    }
}
