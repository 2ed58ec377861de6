package io.chappe.presence.webhooks;

import io.chappe.core.model.TenantId;

/** One webhook of one tenant. An id has no slash. */
record HookKey(TenantId tenant, String id) {
    String journal(String kind) {
        return kind + "/" + tenant.value() + "/" + id;
    }
}
