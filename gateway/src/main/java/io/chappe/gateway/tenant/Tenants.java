package io.chappe.gateway.tenant;

import io.chappe.core.model.TenantId;
import io.chappe.gateway.token.TenantTokens;
import io.chappe.gateway.token.TokensConfig;
import io.chappe.node.config.Require;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tenants of this gateway. Without one nobody comes in. From any thread. */
public final class Tenants {
    private static final Duration TIME_TO_COME_BACK = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Tenants.class);

    private final BiFunction<TenantId, TokensConfig, TenantTokens> tokens;
    private final Strangers strangers = new Strangers(System::nanoTime, LOG::info);
    private final Strangers reasons = new Strangers(System::nanoTime, LOG::info);
    /** Those of the gateway's own configuration. */
    private final List<TenantConfig> fixed;

    private volatile Map<TenantId, TenantTerms> byId = Map.of();

    /**
     * Reads the configured tenants.
     *
     * @param tokens what proves a tenant's tokens
     * @throws IllegalArgumentException for an origin that is none
     */
    public Tenants(Collection<TenantConfig> configured, BiFunction<TenantId, TokensConfig, TenantTokens> tokens) {
        this.tokens = tokens;
        this.fixed = List.copyOf(configured);
        replaceListed(List.of());
    }

    /**
     * From now on these are there besides those of the gateway's own configuration. One that has not changed stays as it is,
     * with the keys that were fetched for it.
     *
     * @throws IllegalArgumentException for one that the configuration has; nothing changes then
     */
    synchronized void replaceListed(Collection<TenantConfig> listed) {
        List<TenantConfig> all = Stream.concat(fixed.stream(), listed.stream()).toList();
        requireDistinct(all);
        Map<TenantId, TenantTerms> before = byId;
        Map<TenantId, TenantTerms> now = new HashMap<>();
        for (TenantConfig config : all) {
            TenantTerms known = before.get(new TenantId(config.name()));
            TenantTerms terms =
                    known != null && known.config().equals(config) ? known : TenantTerms.of(config, known, tokens);
            now.put(terms.id(), terms);
        }
        byId = Map.copyOf(now);
        before.values().forEach(terms -> terms.close(now.get(terms.id())));
    }

    private static void requireDistinct(List<TenantConfig> all) {
        Set<String> names = new HashSet<>();
        all.forEach(config -> Require.that(
                names.add(config.name()), "the gateway's configuration has the tenant '" + config.name() + "', too"));
    }

    /** Whether there is such a tenant, and not only was. */
    public boolean has(TenantId tenant) {
        return byId.containsKey(tenant);
    }

    /** Whether some tenant's pages come from there: what can be said before a client names its tenant. */
    public Predicate<String> knownOrigins() {
        return this::isKnown;
    }

    private boolean isKnown(String origin) {
        boolean known = byId.values().stream().anyMatch(terms -> terms.origins().test(origin));
        if (!known) {
            strangers.tell("no socket for a page of " + Strangers.shown(origin)
                    + ": no tenant has it in its tenants[].origins");
        }
        return known;
    }

    /** The terms of a tenant; null for one that is not configured. */
    @Nullable TenantTerms terms(TenantId tenant) {
        return byId.get(tenant);
    }

    /** The only tenant there is; null for none, or for several. */
    @Nullable TenantTerms only() {
        Map<TenantId, TenantTerms> now = byId;
        return now.size() == 1 ? now.values().iterator().next() : null;
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    Strangers strangers() {
        return strangers;
    }

    /** For lines that have no stranger's text in them. */
    Strangers reasons() {
        return reasons;
    }

    /**
     * Why a gateway's lease may not take so long; empty if it may. A gateway that is cut off lets go of its sockets when
     * its lease is over, and their clients need time to come back before their sessions end.
     */
    public Optional<String> leaseFault(Duration lease) {
        Duration least = lease.plus(TIME_TO_COME_BACK);
        return byId.entrySet().stream()
                .filter(tenant -> tenant.getValue().resumeWindow().compareTo(least) <= 0)
                .min(Comparator.comparing(tenant -> tenant.getValue().resumeWindow()))
                .map(tenant -> fault(tenant.getKey(), tenant.getValue().resumeWindow(), lease, least));
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
