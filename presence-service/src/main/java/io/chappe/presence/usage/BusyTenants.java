package io.chappe.presence.usage;

import io.chappe.presence.store.JournalStore;
import io.chappe.presence.store.JournalStore.JournalEntry;
import io.chappe.presence.store.JournalStore.Keeping;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which tenants use most just now. Each service knows those of which it is told, and writes the busiest of them where all services can
 * read it. Confined to one event loop.
 */
public final class BusyTenants {
    private static final Logger LOG = LoggerFactory.getLogger(BusyTenants.class);
    private static final String JOURNAL = "usage-now";
    private static final long EVERY_MS = 10_000;

    /** Whoever has not said anything for longer is gone, and others know of its tenants. */
    private static final long FRESH_MS = 45_000;

    private static final int KEPT = 200;
    private static final Keeping KEEPING = new Keeping(KEPT, Duration.ofMinutes(5));

    private final UsageBook book;
    private final JournalStore journals;
    private final String self = UUID.randomUUID().toString();
    private boolean wasEmpty = true;

    public BusyTenants(UsageBook book, JournalStore journals) {
        this.book = book;
        this.journals = journals;
    }

    /** Says what this service knows, again and again; returns what ends that. */
    public Runnable watch(Vertx vertx) {
        long timer = vertx.setPeriodic(
                EVERY_MS,
                tick -> write().onFailure(cause -> LOG.debug("the store does not answer; it is told later", cause)));
        return () -> vertx.cancelTimer(timer);
    }

    /** Where nobody does anything there is nothing to be said, once that is said. */
    Future<Void> write() {
        Collection<TenantMinute> busiest = book.busiest();
        if (busiest.isEmpty() && wasEmpty) {
            return Future.succeededFuture();
        }
        JsonArray tenants =
                new JsonArray(busiest.stream().map(TenantMinute::toJson).toList());
        String text =
                new JsonObject().put("service", self).put("tenants", tenants).encode();
        return journals.append(JOURNAL, List.of(text), KEEPING)
                .onSuccess(number -> wasEmpty = busiest.isEmpty())
                .mapEmpty();
    }

    /** Those with most sessions first. From any context. */
    public Future<List<TenantMinute>> read() {
        return journals.before(JOURNAL, Long.MAX_VALUE, KEPT).map(BusyTenants::merged);
    }

    /** The last word of each service; two may speak of one tenant, where they take over from each other. */
    private static List<TenantMinute> merged(List<JournalEntry> newestFirst) {
        Map<String, TenantMinute> byTenant = new LinkedHashMap<>();
        Set<String> heard = new HashSet<>();
        for (JournalEntry entry : newestFirst) {
            JsonObject said = new JsonObject(entry.text());
            boolean isFresh = newestFirst.get(0).at() - entry.at() <= FRESH_MS;
            if (isFresh && heard.add(said.getString("service"))) {
                said.getJsonArray("tenants").stream()
                        .map(json -> TenantMinute.ofJson((JsonArray) json))
                        .forEach(minute -> byTenant.merge(minute.tenant().value(), minute, TenantMinute::most));
            }
        }
        return byTenant.values().stream()
                .sorted(Comparator.comparingLong(TenantMinute::sessions).reversed())
                .toList();
    }
}
