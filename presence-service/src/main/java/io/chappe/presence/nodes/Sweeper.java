package io.chappe.presence.nodes;

import io.chappe.core.model.NodeLife;
import io.chappe.node.logging.About;
import io.chappe.presence.peers.Peers;
import io.chappe.presence.rooms.Rooms;
import io.chappe.presence.store.SealedHoldings;
import io.chappe.presence.store.Stores;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps what a life that is over has left: each room and each peer once, some at a time, in time of what the node held and
 * not of what there is. It may die in the middle or run twice: the next one to claim the life finds the rest.
 *
 * <p>The life is looked at again when the next of its sessions' windows ends, until none is left. An attempt that was under
 * way when the record was sealed may still put something on its hold until its ticket runs out; as long as a hold is left
 * for which nothing was found, the record therefore stays, too.
 */
public final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    /** Windows that end together are swept together. */
    private static final long GATHER_MS = 500;

    /** Why a life is over. */
    enum Ending {
        /** Its node has said so. */
        ENDED("has ended"),
        /** Its node was not heard of any more. */
        LOST("has lost its lease"),
        /** Its node was not heard of for a while, and has begun anew before that was found. */
        BEGAN_ANEW("began another life");

        private final String words;

        Ending(String words) {
            this.words = words;
        }
    }

    private final Stores stores;
    private final Rooms rooms;
    private final Peers peers;
    private final Timer swept;
    private final Timer failed;
    private final Map<Ending, Counter> gone = new EnumMap<>(Ending.class);
    private final AtomicInteger running = new AtomicInteger();

    public Sweeper(Stores stores, Rooms rooms, Peers peers, MeterRegistry registry) {
        this.stores = stores;
        this.rooms = rooms;
        this.peers = peers;
        this.swept = timer(registry, "done");
        this.failed = timer(registry, "failed");
        for (Ending why : Ending.values()) {
            gone.put(why, gone(registry, why));
        }
        Gauge.builder("chappe.sweeps.pending", running, AtomicInteger::get)
                .description("Lost nodes that are being swept")
                .register(registry);
    }

    private static Counter gone(MeterRegistry registry, Ending why) {
        return Counter.builder("chappe.nodes.gone")
                .description(
                        "Gateways that are not there any more: they said so, or were lost; each is counted by one service")
                .tag("why", why.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private static Timer timer(MeterRegistry registry, String outcome) {
        return Timer.builder("chappe.sweeps")
                .description("Passes over a lost node's sessions")
                .tag("outcome", outcome)
                .register(registry);
    }

    int running() {
        return running.get();
    }

    /**
     * For a life that the caller has claimed. Never fails: what is left is claimed again.
     *
     * @param why the life is over
     */
    Future<Void> sweep(NodeLife life, Ending why) {
        return sweep(life, why, false);
    }

    /** The same for a life of which nothing that is left lives: no window runs. */
    Future<Void> sweepRest(NodeLife life) {
        return sweep(life, Ending.BEGAN_ANEW, true);
    }

    private Future<Void> sweep(NodeLife life, Ending why, boolean isRest) {
        long since = System.nanoTime();
        running.incrementAndGet();
        return stores.holdings()
                .seal(life)
                .compose(held -> {
                    if (held == null || held.isJustSealed()) {
                        Objects.requireNonNull(gone.get(why)).increment();
                    }
                    return held == null ? stores.leases().remove(life) : pass(life, held, why, isRest);
                })
                .onComplete(done -> {
                    running.decrementAndGet();
                    (done.succeeded() ? swept : failed).record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
                })
                .otherwise(cause -> {
                    About.node(LOG.atWarn(), life.node())
                            .log("a sweep is not complete and will be taken up again: {}", cause.toString());
                    return null;
                });
    }

    private Future<Void> pass(NodeLife life, SealedHoldings held, Ending why, boolean isRest) {
        if (held.isJustSealed()) {
            About.node(LOG.atWarn(), life.node())
                    .log(
                            "a node {}: sweeping its {} rooms and peers",
                            why.words,
                            held.places().size());
        }
        SweepPass pass = new SweepPass(rooms, peers, life, held, isRest);
        return pass.run()
                .compose(run ->
                        pass.isComplete() ? forget(life) : stores.leases().postpone(life, pass.nextLook() + GATHER_MS));
    }

    /** The lease last: as long as it is there, somebody comes back to the record. */
    private Future<Void> forget(NodeLife life) {
        return stores.holdings().delete(life).compose(nothing -> stores.leases().remove(life));
    }
}
