package io.chappe.gateway.quota;

import io.chappe.core.model.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tenants that have limits. From any thread. */
public interface Quotas {
    /** Of all of them; another list whenever one has changed. */
    List<Quota> quotas();

    /** Of one; null where it has no limits, or is not there. */
    @Nullable Quota quota(TenantId tenant);
}
