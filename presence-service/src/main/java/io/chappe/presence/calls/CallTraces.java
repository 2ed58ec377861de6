package io.chappe.presence.calls;

import io.chappe.core.bus.CallFact;
import io.chappe.core.model.TenantId;
import io.chappe.core.model.TraceContext;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the calls that are traced, and lets each be told once it is set up, or has failed: when nothing was noted of it for a
 * while. All that gateways note of two sessions comes to the same service as long as the same services are there. Confined to one
 * event loop.
 */
final class CallTraces {
    static final long TICK_MS = 1_000;
    static final long QUIET_MS = 10_000;
    static final long LONGEST_MS = 120_000;

    /** Gateways tell what they note twice a second, each by its own clock. */
    private static final long EARLIER_MS = 2_000;

    static final int MOST_OPEN = 1_000;

    /** Those that clients want traced leave room for those that are chosen here. */
    static final int MOST_WANTED = MOST_OPEN / 2;

    /** Each is some thirty spans. */
    private static final int MOST_A_TICK = 50;

    private static final Logger LOG = LoggerFactory.getLogger(CallTraces.class);

    /** What is written down of the call of two sessions since a time. */
    interface Stories {
        Future<CallStory> since(TenantId tenant, String pair, long at);
    }

    /** Tells a story that is not empty. */
    interface Tracer {
        void tell(TenantId tenant, CallStory story);
    }

    private record Key(TenantId tenant, String pair) {}

    private static final class Open {
        final long at;
        final long openedAt;
        long heardAt;

        Open(long at, long now) {
            this.at = at;
            openedAt = now;
            heardAt = now;
        }
    }

    private final double sampled;
    private final Stories stories;
    private final Tracer tracer;
    private final LongSupplier millis;
    private final Map<Key, Open> open = new HashMap<>();
    private final Counter told;
    private final Counter dropped;

    /**
     * @param sampled the part of all calls that is chosen
     * @param millis of a clock of this process
     */
    CallTraces(double sampled, Stories stories, Tracer tracer, LongSupplier millis, MeterRegistry registry) {
        this.sampled = sampled;
        this.stories = stories;
        this.tracer = tracer;
        this.millis = millis;
        told = counter(registry, "told");
        dropped = counter(registry, "dropped");
        Gauge.builder("chappe.traces.open", open, Map::size)
                .description("Calls that will be traced once nothing more happens with them")
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("chappe.traces.calls")
                .description("Calls that were to be traced, by what came of it")
                .tag("outcome", outcome)
                .register(registry);
    }

    /** It is written down. */
    void heard(TenantId tenant, CallFact fact) {
        Key key = new Key(tenant, NotedFact.pair(fact));
        Open there = open.get(key);
        if (there != null) {
            there.heardAt = millis.getAsLong();
        } else if (fact.kind().equals("offer")) {
            choose(key, fact);
        }
    }

    private void choose(Key key, CallFact offer) {
        boolean isChosen = isChosen(key.pair);
        boolean isWanted = TraceContext.parse(offer.traceparent())
                .filter(TraceContext::isSampled)
                .isPresent();
        if (!isChosen && !isWanted) {
            return;
        } else if (open.size() >= (isChosen ? MOST_OPEN : MOST_WANTED)) {
            dropped.increment();
            return;
        }
        open.put(key, new Open(offer.at(), millis.getAsLong()));
    }

    /** The same for both gateways, and for whichever service is asked. Sessions' names are drawn at random. */
    private boolean isChosen(String pair) {
        return (pair.hashCode() & Integer.MAX_VALUE) < sampled * Integer.MAX_VALUE;
    }

    /** To be called every {@value #TICK_MS} ms. */
    void tick() {
        long now = millis.getAsLong();
        List<Key> over = new ArrayList<>();
        open.forEach((key, there) -> {
            if (now - there.heardAt >= QUIET_MS || now - there.openedAt >= LONGEST_MS) {
                over.add(key);
            }
        });
        over.stream().limit(MOST_A_TICK).forEach(this::tell);
    }

    private Future<Void> tell(Key key) {
        Open there = open.remove(key);
        if (there == null) {
            return Future.succeededFuture();
        }
        return stories.since(key.tenant, key.pair, there.at - EARLIER_MS).transform(read -> {
            if (read.failed()) {
                dropped.increment();
                LOG.debug("a call can't be traced", read.cause());
            } else if (!read.result().isEmpty()) {
                told.increment();
                tracer.tell(key.tenant, read.result());
            }
            return Future.succeededFuture();
        });
    }

    /** Tells those that are still set up. */
    Future<Void> close() {
        return Future.join(List.copyOf(open.keySet()).stream().map(this::tell).toList())
                .mapEmpty();
    }
}
