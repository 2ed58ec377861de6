package io.chappe.gateway.tenant;

import io.chappe.core.model.TenantId;
import io.chappe.gateway.quota.Quota;
import io.chappe.gateway.quota.Quotas;
import io.chappe.gateway.quota.TenantLoad;
import io.chappe.gateway.token.TenantTokens;
import io.chappe.node.config.Require;
import io.chappe.node.logging.About;
import io.chappe.node.tenant.TenantConfig;
import io.chappe.node.tenant.TokensConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tenants of this gateway. Without one nobody comes in. From any thread. */
public final class Tenants implements Quotas {
    private static final Logger LOG = LoggerFactory.getLogger(Tenants.class);

    private final BiFunction<TenantId, TokensConfig, TenantTokens> tokens;
    private final Function<TenantId, TenantLoad> loads;
    private final Map<TenantSource, List<TenantConfig>> bySource = new EnumMap<>(TenantSource.class);
    private final Strangers strangers = new Strangers(System::nanoTime, LOG::info);
    private final Strangers reasons = new Strangers(System::nanoTime, LOG::info);

    private volatile Map<TenantId, TenantTerms> byId = Map.of();
    /** Those that are as if they were not there. */
    private volatile Map<TenantId, TenantSource> suspended = Map.of();

    private volatile List<Quota> quotas = List.of();
    /** Those of the store that do not count, because they stand elsewhere, too. */
    private volatile Set<TenantId> hidden = Set.of();

    /**
     * Reads the configured tenants.
     *
     * @param tokens what proves a tenant's tokens
     * @param loads what counts what a tenant has here, without limits at first
     * @throws IllegalArgumentException for an origin that is none
     */
    public Tenants(
            Collection<TenantConfig> configured,
            BiFunction<TenantId, TokensConfig, TenantTokens> tokens,
            Function<TenantId, TenantLoad> loads) {
        this.tokens = tokens;
        this.loads = loads;
        replace(TenantSource.CONFIGURATION, configured);
    }

    /**
     * From now on these are those of the file.
     *
     * @throws IllegalArgumentException for one that the configuration has; nothing changes then
     */
    synchronized void replaceListed(Collection<TenantConfig> listed) {
        listed.forEach(config -> Require.that(
                source(new TenantId(config.name())) != TenantSource.CONFIGURATION,
                "the gateway's configuration has the tenant '" + config.name() + "', too"));
        replace(TenantSource.FILE, listed);
    }

    /** From now on these are those of the store, each as long as it stands nowhere else. */
    synchronized void replaceStored(Collection<TenantConfig> stored) {
        replace(TenantSource.STORE, stored);
    }

    /** A tenant that has not changed stays as it is, with the keys that were fetched for it. */
    private void replace(TenantSource changed, Collection<TenantConfig> tenants) {
        bySource.put(changed, List.copyOf(tenants));
        Map<TenantId, TenantTerms> before = byId;
        Map<TenantId, TenantTerms> now = new HashMap<>();
        Map<TenantId, TenantSource> out = new HashMap<>();
        Set<TenantId> twice = new HashSet<>();
        bySource.forEach((source, configs) -> configs.forEach(config -> {
            TenantId id = new TenantId(config.name());
            if (now.containsKey(id) || out.containsKey(id)) {
                twice.add(id);
            } else if (config.suspended()) {
                out.put(id, source);
            } else {
                now.put(id, terms(source, config, before.get(id)));
            }
        }));
        suspended = Map.copyOf(out);
        byId = Map.copyOf(now);
        before.values().forEach(terms -> terms.close(now.get(terms.id())));
        limit(now.values());
        twice.stream()
                .filter(id -> !hidden.contains(id))
                .forEach(id -> About.tenant(LOG.atError(), id)
                        .log("a tenant of the store does not count: {} has it, too", source(id)));
        hidden = Set.copyOf(twice);
    }

    private void limit(Collection<TenantTerms> all) {
        all.forEach(terms -> {
            terms.load().limit(terms.config().limits());
            terms.load().noteCalls(terms.config().calls());
        });
        quotas = all.stream()
                .map(terms -> terms.load().quota())
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public List<Quota> quotas() {
        return quotas;
    }

    @Override
    public @Nullable Quota quota(TenantId tenant) {
        TenantTerms terms = byId.get(tenant);
        return terms == null ? null : terms.load().quota();
    }

    private TenantTerms terms(TenantSource source, TenantConfig config, @Nullable TenantTerms known) {
        if (known != null && known.source() == source && known.config().equals(config)) {
            return known;
        }
        return TenantTerms.of(config, source, known, tokens, loads);
    }

    /** Where a tenant stands, suspended or not; null for one that is not there. */
    @Nullable TenantSource source(TenantId tenant) {
        TenantTerms terms = byId.get(tenant);
        return terms == null ? suspended.get(tenant) : terms.source();
    }

    /** The names of all, and where each stands. */
    SortedMap<String, TenantSource> sources() {
        SortedMap<String, TenantSource> sources = new TreeMap<>();
        suspended.forEach((id, source) -> sources.put(id.value(), source));
        byId.forEach((id, terms) -> sources.put(id.value(), terms.source()));
        return sources;
    }

    /** Those of the store that do not count. */
    Set<TenantId> hidden() {
        return hidden;
    }

    /** Whether there is such a tenant, and not only was, and it is not suspended. */
    public boolean has(TenantId tenant) {
        return byId.containsKey(tenant);
    }

    /** Whether some tenant's pages come from there: what can be said before a client names its tenant. */
    public boolean isKnownOrigin(String origin) {
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
     * Why a gateway's lease may not take so long, for some tenant; empty if it may. Not for one of the store: without a lease nobody
     * could put that right.
     */
    public Optional<String> leaseFault(Duration lease) {
        return byId.values().stream()
                .filter(terms -> terms.source() != TenantSource.STORE)
                .map(TenantTerms::config)
                .min(Comparator.comparing(TenantConfig::resumeWindow))
                .flatMap(shortest -> shortest.leaseFault(lease));
    }
}
