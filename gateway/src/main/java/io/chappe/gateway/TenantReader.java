package io.chappe.gateway;

import io.chappe.core.bus.Notice;
import io.chappe.core.bus.TenantNotice;
import io.chappe.gateway.cluster.NoticeReader;
import io.chappe.gateway.tenant.StoredTenants;

/** Takes the store's tenants as the cluster says. */
final class TenantReader implements NoticeReader {
    private final StoredTenants stored;
    private final Runnable afterwards;

    /** @param afterwards runs when something has changed */
    TenantReader(StoredTenants stored, Runnable afterwards) {
        this.stored = stored;
        this.afterwards = afterwards;
    }

    @Override
    public void written(Notice notice) {
        TenantNotice tenant = TenantNotice.of(notice);
        if (tenant != null) {
            stored.hear(tenant);
        }
    }

    /** That it is gone was heard when it went. */
    @Override
    public void forgotten(Notice notice) {}

    @Override
    public void settled() {
        if (stored.settle()) {
            afterwards.run();
        }
    }
}
