package io.chappe.gateway.tenant;

import io.chappe.core.model.SessionLimit;
import io.chappe.core.model.TenantId;
import io.chappe.gateway.listener.Origins;
import io.chappe.gateway.token.TenantTokens;
import io.chappe.gateway.token.TokensConfig;
import java.time.Duration;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * On what terms a tenant's clients come in.
 *
 * @param config that they come from
 * @param id the one object of all its sessions, and not each client's own copy of the name
 * @param tokens what proves its tokens; null where it takes none
 * @param resumeWindow for which its sessions outlive their sockets
 * @param sessions that each of its peers may have
 */
record TenantTerms(
        TenantConfig config,
        TenantId id,
        boolean anonymous,
        @Nullable TenantTokens tokens,
        Origins origins,
        Duration resumeWindow,
        SessionLimit sessions) {
    static TenantTerms of(TenantConfig config, BiFunction<TenantId, TokensConfig, TenantTokens> tokens) {
        TenantId id = new TenantId(config.name());
        return new TenantTerms(
                config,
                id,
                config.anonymous(),
                config.tokens() == null ? null : tokens.apply(id, config.tokens()),
                Origins.of(config.origins()),
                config.resumeWindow(),
                config.sessionLimit());
    }

    /** The tenant is gone, or has other terms. */
    void close() {
        if (tokens != null) {
            tokens.close();
        }
    }
}
