package io.chappe.gateway.tenant;

import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.SessionLimit;
import io.chappe.core.model.TenantId;
import io.chappe.gateway.listener.Origins;
import io.chappe.gateway.quota.TenantLoad;
import io.chappe.gateway.token.TenantTokens;
import io.chappe.node.tenant.NamePattern;
import io.chappe.node.tenant.TenantConfig;
import io.chappe.node.tenant.TokensConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * On what terms a tenant's clients come in.
 *
 * @param config that they come from
 * @param source of the configuration
 * @param id the one object of all its sessions, and not each client's own copy of the name
 * @param tokens what proves its tokens; null where it takes none
 * @param resumeWindow for which its sessions outlive their sockets
 * @param sessions that each of its peers may have
 * @param load what it has here, whatever its terms were before
 * @param rooms how its rooms begin: the first that fits counts
 */
record TenantTerms(
        TenantConfig config,
        TenantSource source,
        TenantId id,
        boolean anonymous,
        @Nullable TenantTokens tokens,
        Origins origins,
        Duration resumeWindow,
        SessionLimit sessions,
        TenantLoad load,
        List<RoomTemplate> rooms) {
    /** Rules for rooms of some names. */
    record RoomTemplate(NamePattern name, RoomRules rules, Instant opensAt) {}

    /**
     * @param before its terms until now, of which the keys stay that were fetched for it, and what it has; null for none
     */
    static TenantTerms of(
            TenantConfig config,
            TenantSource source,
            @Nullable TenantTerms before,
            BiFunction<TenantId, TokensConfig, TenantTokens> tokens,
            Function<TenantId, TenantLoad> loads) {
        TenantId id = new TenantId(config.name());
        TokensConfig wanted = config.tokens();
        TenantTokens known = before != null && Objects.equals(before.config.tokens(), wanted) ? before.tokens : null;
        return new TenantTerms(
                config,
                source,
                id,
                config.anonymous(),
                known != null || wanted == null ? known : tokens.apply(id, wanted),
                Origins.of(config.origins()),
                config.resumeWindow(),
                config.sessionLimit(),
                before == null ? loads.apply(id) : before.load,
                config.rooms().stream()
                        .map(room -> new RoomTemplate(new NamePattern(room.name()), room.rules(), room.opensAt()))
                        .toList());
    }

    /** With which a room begins. */
    RoomRules rules(RoomId room) {
        return template(room).map(RoomTemplate::rules).orElse(RoomRules.OPEN);
    }

    /** From when on a room may be joined. */
    Instant opensAt(RoomId room) {
        return template(room).map(RoomTemplate::opensAt).orElse(Instant.EPOCH);
    }

    private Optional<RoomTemplate> template(RoomId room) {
        return rooms.stream()
                .filter(template -> template.name.matches(room.value()))
                .findFirst();
    }

    /** The tenant is gone, or has other terms since. */
    void close(@Nullable TenantTerms since) {
        if (tokens != null && (since == null || since.tokens != tokens)) {
            tokens.close();
        }
        if (since == null) {
            load.close();
        }
    }
}
