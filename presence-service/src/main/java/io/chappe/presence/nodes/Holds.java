package io.chappe.presence.nodes;

import io.chappe.core.model.NodeLife;
import io.chappe.presence.store.Hold;
import io.chappe.presence.store.HoldingStore;
import io.chappe.presence.store.Place;
import io.chappe.presence.store.Ticket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Takes holds before something is put on them, and lets them go after it is gone. Confined to one event loop. */
public final class Holds {
    private static final int MAX_RELEASES = 10_000;

    private final HoldingStore store;
    private final AtomicInteger releasing = new AtomicInteger();
    private final Counter kept;

    public Holds(HoldingStore store, MeterRegistry registry) {
        this.store = store;
        this.kept = Counter.builder("chappe.holds.kept")
                .description("Holds that could not be released and stay until their node's life ends")
                .register(registry);
        Gauge.builder("chappe.holds.releasing", releasing, AtomicInteger::get)
                .description("Holds that are being released")
                .register(registry);
    }

    /** Null if the node's life is over. */
    public Future<@Nullable Ticket> take(NodeLife life, Place place) {
        return store.hold(life, place);
    }

    /** In the background: a hold that is not released costs the sweep of its node one look at a place, and no more. */
    public void release(Place place, List<Hold> holds) {
        for (Hold hold : holds) {
            if (releasing.get() >= MAX_RELEASES) {
                kept.increment();
                continue;
            }
            releasing.incrementAndGet();
            store.release(place, hold).onComplete(done -> {
                releasing.decrementAndGet();
                if (done.failed()) {
                    kept.increment();
                }
            });
        }
    }
}
