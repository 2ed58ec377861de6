package io.chappe.presence.calls;

import io.chappe.core.bus.CallFact;
import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest.NoteCalls;
import io.chappe.core.model.TenantId;
import io.chappe.presence.store.JournalStore;
import io.chappe.presence.store.JournalStore.JournalEntry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Writes down what gateways say of calls, each call in a journal of its own, and lists the calls of a tenant in another one. Confined
 * to one event loop.
 */
public final class CallBook {
    /** Calls that this service has listed lately. One that is listed twice is told once. */
    private static final int MOST_KNOWN = 10_000;

    private final JournalStore journals;
    private final CallsConfig config;
    private final LongSupplier millis;
    private BiConsumer<TenantId, CallFact> listener = (tenant, fact) -> {};
    private final Map<String, Long> listed = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    /**
     * @param millis of a clock of this process
     */
    public CallBook(JournalStore journals, CallsConfig config, LongSupplier millis) {
        this.journals = journals;
        this.config = config;
        this.millis = millis;
    }

    /** Tells of each fact, once it is written. */
    void listen(BiConsumer<TenantId, CallFact> heard) {
        listener = heard;
    }

    /** One fact may be noted twice, where the answer was lost. */
    public Future<PresenceAnswer> note(NoteCalls told) {
        String node = told.home().node().value();
        Map<String, List<String>> byPair = new LinkedHashMap<>();
        Map<String, CallFact> firsts = new LinkedHashMap<>();
        for (CallFact fact : told.facts()) {
            String pair = NotedFact.pair(fact);
            firsts.putIfAbsent(pair, fact);
            byPair.computeIfAbsent(pair, absent -> new ArrayList<>()).add(new NotedFact(node, fact).encode());
        }
        List<Future<Long>> written = new ArrayList<>();
        byPair.forEach((pair, facts) -> written.add(journals.append(call(told.tenant(), pair), facts, config.facts())));
        List<String> news = news(told.tenant(), firsts);
        if (!news.isEmpty()) {
            written.add(journals.append(list(told.tenant()), news, config.list()));
        }
        return Future.join(written).map(all -> {
            told.facts().forEach(fact -> listener.accept(told.tenant(), fact));
            return new PresenceAnswer.Done();
        });
    }

    /** What has to be listed: also again, after half of the time for which a list is kept. */
    private List<String> news(TenantId tenant, Map<String, CallFact> firsts) {
        List<String> news = new ArrayList<>();
        long now = millis.getAsLong();
        long old = now - config.keptFor().toMillis() / 2;
        firsts.forEach((pair, fact) -> {
            String key = call(tenant, pair);
            Long at = listed.get(key);
            if (at == null || at < old) {
                listed.put(key, now);
                news.add(listed(pair, fact).encode());
            }
        });
        return news;
    }

    private static JsonObject listed(String pair, CallFact fact) {
        return new JsonObject()
                .put("pair", pair)
                .put("room", fact.room().value())
                .put(
                        "peers",
                        new JsonArray()
                                .add(fact.from().peer().value())
                                .add(fact.to().peer().value()));
    }

    private static String call(TenantId tenant, String pair) {
        return "call/" + tenant.value() + "/" + pair;
    }

    private static String list(TenantId tenant) {
        return "calls/" + tenant.value();
    }

    /** The newest calls before a number of the list, newest first. */
    public Future<List<JournalEntry>> before(TenantId tenant, long number, int limit) {
        return journals.before(list(tenant), number, limit);
    }

    /** What has happened between two sessions; null for nothing that is still known. */
    public Future<CallStory> story(TenantId tenant, String pair) {
        return since(tenant, pair, 0);
    }

    /** The part of it that begins at a time, in ms since 1970. */
    Future<CallStory> since(TenantId tenant, String pair, long at) {
        return journals.before(call(tenant, pair), Long.MAX_VALUE, JournalStore.MOST_AT_ONCE)
                .map(entries -> CallStory.of(entries.stream()
                        .map(entry -> NotedFact.decode(entry.text()))
                        .filter(noted -> noted.fact().at() >= at)
                        .toList()));
    }
}
