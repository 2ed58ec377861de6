package io.chappe.gateway.tenant;

import io.chappe.core.model.TenantId;
import io.chappe.gateway.listener.Origins;
import io.chappe.gateway.token.TokenVerifier;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * On what terms a tenant's clients come in.
 *
 * @param id the one object of all its sessions, and not each client's own copy of the name
 * @param tokens what proves its tokens; null where it takes none
 * @param resumeWindow for which its sessions outlive their sockets
 */
record TenantTerms(
        TenantId id, boolean anonymous, @Nullable TokenVerifier tokens, Origins origins, Duration resumeWindow) {
    static TenantTerms of(TenantConfig config) {
        TenantId id = new TenantId(config.name());
        return new TenantTerms(
                id,
                config.anonymous(),
                config.tokens() == null ? null : new TokenVerifier(id, config.tokens()),
                Origins.of(config.origins()),
                config.resumeWindow());
    }
}
