package io.chappe.gateway.tenant;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.TenantId;
import io.chappe.gateway.socket.ClientAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to come in, as it says itself.
 *
 * @param token that its hello brings
 * @param bearer that its handshake has brought, which may be a proxy's
 * @param origin of its page; null for no page
 * @param client where it is
 */
public record Visitor(
        @Nullable TenantId tenant,
        @Nullable PeerId peer,
        @Nullable String token,
        @Nullable String bearer,
        @Nullable String origin,
        ClientAddress client) {
    /** The token that counts. */
    @Nullable String proof() {
        return token != null ? token : bearer;
    }

    /** Tokens are secrets. */
    @Override
    public String toString() {
        return "Visitor[tenant=" + tenant + ", peer=" + peer + ", origin=" + origin + ", client=" + client + "]";
    }
}
