package io.chappe.gateway.tenant;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to come in, as it says itself.
 *
 * @param origin of its page; null for no page
 */
public record Visitor(
        @Nullable TenantId tenant,
        @Nullable PeerId peer,
        @Nullable String token,
        @Nullable String origin) {
    /** The token is a secret. */
    @Override
    public String toString() {
        return "Visitor[tenant=" + tenant + ", peer=" + peer + ", origin=" + origin + "]";
    }
}
