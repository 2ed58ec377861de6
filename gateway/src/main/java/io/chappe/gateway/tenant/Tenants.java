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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may come in. Without a tenant nobody does. */
public final class Tenants {
    /** A tenant's terms. */
    private record Terms(TenantId id, boolean anonymous, Origins origins, Duration resumeWindow) {}

    private static final Duration TIME_TO_COME_BACK = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Tenants.class);

    private final Map<TenantId, Terms> byId = new HashMap<>();
    private final Strangers strangers = new Strangers(System::nanoTime, LOG::info);

    /**
     * Reads the configured tenants.
     *
     * @throws IllegalArgumentException for an origin that is none
     */
    public Tenants(Collection<TenantConfig> configured) {
        for (TenantConfig tenant : configured) {
            TenantId id = new TenantId(tenant.name());
            byId.put(id, new Terms(id, tenant.anonymous(), Origins.of(tenant.origins()), tenant.resumeWindow()));
        }
    }

    /** Whether some tenant's pages come from there: what can be said before a client names its tenant. */
    public Predicate<String> knownOrigins() {
        return this::isKnown;
    }

    private boolean isKnown(String origin) {
        boolean known = byId.values().stream().anyMatch(terms -> terms.origins.test(origin));
        if (!known) {
            strangers.tell("no socket for a page of " + Strangers.shown(origin)
                    + ": no tenant has it in its tenants[].origins");
        }
        return known;
    }

    /**
     * Whom a hello is let in to. The client learns no reason, the log does.
     *
     * @param named the tenant that it names; without one it is the only one there is
     * @param token whether it brings a token; no tenant takes tokens yet
     * @param origin of its page, or null for no page
     */
    public Optional<TenantId> admit(@Nullable TenantId named, boolean token, @Nullable String origin) {
        TenantId tenant = named != null || byId.size() != 1
                ? named
                : byId.keySet().iterator().next();
        String problem = problem(tenant, token, origin);
        if (problem != null) {
            strangers.tell("a hello is refused: " + problem);
            return Optional.empty();
        }
        // The one object of all its sessions, and not each client's own copy of the name.
        return Optional.ofNullable(byId.get(tenant)).map(Terms::id);
    }

    private @Nullable String problem(@Nullable TenantId tenant, boolean token, @Nullable String origin) {
        if (tenant == null) {
            return byId.isEmpty()
                    ? "no tenant is configured, see the setting tenants"
                    : "it names no tenant, and there is more than one";
        }
        String name = "the tenant " + Strangers.shown(tenant.value());
        Terms terms = byId.get(tenant);
        if (terms == null) {
            return name + " is not among the configured tenants";
        }
        if (token) {
            return "it brings a token to " + name + ", and tokens are not taken yet";
        }
        if (!terms.anonymous) {
            return name + " lets nobody in without a token; to let everybody in, set its tenants[].anonymous";
        }
        return origin == null || terms.origins.test(origin)
                ? null
                : name + " does not have " + Strangers.shown(origin) + " in its tenants[].origins";
    }

    /** How long sessions of a tenant that is known outlive their sockets. */
    public Duration resumeWindow(TenantId tenant) {
        Terms terms = byId.get(tenant);
        if (terms == null) {
            throw new IllegalArgumentException("no tenant '" + tenant + "'");
        }
        return terms.resumeWindow;
    }

    /**
     * Why a gateway's lease may not take so long; empty if it may. A gateway that is cut off lets go of its sockets when
     * its lease is over, and their clients need time to come back before their sessions end.
     */
    public Optional<String> leaseFault(Duration lease) {
        Duration least = lease.plus(TIME_TO_COME_BACK);
        return byId.entrySet().stream()
                .filter(tenant -> tenant.getValue().resumeWindow.compareTo(least) <= 0)
                .min(Comparator.comparing(tenant -> tenant.getValue().resumeWindow))
                .map(tenant -> fault(tenant.getKey(), tenant.getValue().resumeWindow, lease, least));
    }

    private static String fault(TenantId tenant, Duration window, Duration lease, Duration least) {
        return "tenants[].resumeWindow of '" + tenant + "' is " + text(window) + ", and the setting lease of the"
                + " presence-services " + text(lease) + ": let the window be longer than " + text(least)
                + ", or the lease shorter than " + text(window.minus(TIME_TO_COME_BACK));
    }

    /** As in a configuration. */
    private static String text(Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
