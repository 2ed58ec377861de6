package io.chappe.gateway.tenant;

import io.chappe.core.model.TenantId;
import io.chappe.gateway.listener.Origins;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who may come in. Without a tenant nobody does. */
public final class Tenants {
    /** A tenant's terms. */
    private record Terms(boolean anonymous, Origins origins, Duration resumeWindow) {}

    private final Map<TenantId, Terms> byId = new HashMap<>();

    /**
     * Reads the configured tenants.
     *
     * @throws IllegalArgumentException for an origin that is none, or a tenant that stands twice
     */
    public Tenants(Collection<TenantConfig> configured) {
        for (TenantConfig tenant : configured) {
            Terms terms = new Terms(tenant.anonymous(), Origins.of(tenant.origins()), tenant.resumeWindow());
            if (byId.put(new TenantId(tenant.name()), terms) != null) {
                throw new IllegalArgumentException("the tenant '" + tenant.name() + "' is configured twice");
            }
        }
    }

    /** Whether some tenant's pages come from there: what can be said before a client names its tenant. */
    public Predicate<String> knownOrigins() {
        return origin -> byId.values().stream().anyMatch(terms -> terms.origins.test(origin));
    }

    /** The tenant for a client that names none: the only one there is; else null. */
    public @Nullable TenantId only() {
        return byId.size() == 1 ? byId.keySet().iterator().next() : null;
    }

    /** Whether a peer without a token may come in, from that page or, with null, from no page. */
    public boolean admitsAnonymous(TenantId tenant, @Nullable String origin) {
        Terms terms = byId.get(tenant);
        return terms != null && terms.anonymous && (origin == null || terms.origins.test(origin));
    }

    /** How long sessions of a tenant that is known outlive their sockets. */
    public Duration resumeWindow(TenantId tenant) {
        Terms terms = byId.get(tenant);
        if (terms == null) {
            throw new IllegalArgumentException("no tenant '" + tenant + "'");
        }
        return terms.resumeWindow;
    }

    /** The shortest of all windows; empty without a tenant. */
    public Optional<Duration> shortestResumeWindow() {
        return byId.values().stream().map(Terms::resumeWindow).min(Comparator.naturalOrder());
    }
}
