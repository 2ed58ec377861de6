package io.chappe.presence.holds;

import io.chappe.core.model.NodeLife;
import io.chappe.presence.bus.Background;
import io.chappe.presence.store.Hold;
import io.chappe.presence.store.HoldingStore;
import io.chappe.presence.store.Place;
import io.chappe.presence.store.Ticket;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes holds before something is put on them, and lets them go after it is gone. Confined to one event loop. */
public final class Holds {
    private final HoldingStore store;
    private final Background releases;

    public Holds(HoldingStore store, MeterRegistry registry) {
        this.store = store;
        this.releases = new Background(registry, "release");
    }

    /** Null if the node's life is over. */
    public Future<@Nullable Ticket> take(NodeLife life, Place place) {
        return store.hold(life, place);
    }

    /** In the background: a hold that is not released costs the sweep of its node one look at a place, and no more. */
    public void release(Place place, List<Hold> holds) {
        holds.forEach(hold -> releases.run(() -> store.release(place, hold)));
    }
}
