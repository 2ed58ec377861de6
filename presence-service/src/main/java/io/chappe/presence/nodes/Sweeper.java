package io.chappe.presence.nodes;

import io.chappe.core.model.NodeLife;
import io.chappe.presence.store.Hold;
import io.chappe.presence.store.Place;
import io.chappe.presence.store.SealedHoldings;
import io.chappe.presence.store.Stores;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what a life that is over has left: each room and each peer once, some at a time, in time of what the node held
 * and not of what there is. It may die in the middle or run twice: the next one to claim the life finds the rest.
 *
 * <p>An attempt that was under way when the record was sealed may still put something on its hold until its ticket runs
 * out. As long as a hold is left for which nothing was found, the record therefore stays, and the life is swept again
 * when its claim has run out; that is later than any ticket.
 */
public final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final int WIDTH = 16;

    private final Stores stores;
    private final BiFunction<Place, NodeLife, Future<List<Hold>>> clear;
    private final Timer swept;
    private final Timer failed;
    private final AtomicInteger running = new AtomicInteger();

    /**
     * @param clear takes all of a life from one place, tells whom it concerns, and returns the holds it stood on
     */
    public Sweeper(Stores stores, BiFunction<Place, NodeLife, Future<List<Hold>>> clear, MeterRegistry registry) {
        this.stores = stores;
        this.clear = clear;
        this.swept = timer(registry, "done");
        this.failed = timer(registry, "failed");
        Gauge.builder("chappe.sweeps.pending", running, AtomicInteger::get)
                .description("Lost nodes that are being swept")
                .register(registry);
    }

    private static Timer timer(MeterRegistry registry, String outcome) {
        return Timer.builder("chappe.sweeps")
                .description("Sweeps of a lost node's sessions")
                .tag("outcome", outcome)
                .register(registry);
    }

    int running() {
        return running.get();
    }

    /** For a life that the caller has claimed. Never fails: what is left is claimed again. */
    Future<Void> sweep(NodeLife life) {
        long since = System.nanoTime();
        running.incrementAndGet();
        return stores.holdings()
                .seal(life)
                .compose(held -> held == null ? Future.succeededFuture(true) : clearAll(life, held))
                .compose(over -> over ? forget(life) : Future.succeededFuture())
                .onComplete(done -> {
                    running.decrementAndGet();
                    (done.succeeded() ? swept : failed).record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
                })
                .otherwise(cause -> {
                    LOG.warn(
                            "the sweep of node {} is not complete and will be taken up again: {}",
                            life.node(),
                            cause.toString());
                    return null;
                });
    }

    /** Whether nothing can be left. */
    private Future<Boolean> clearAll(NodeLife life, SealedHoldings held) {
        Set<Place> withRest = new HashSet<>();
        LOG.info(
                "sweeping node {}: {} rooms and peers",
                life.node(),
                held.places().size());
        return Parallel.forEach(held.places().entrySet(), WIDTH, place -> clear(life, place, withRest))
                .map(nothing -> withRest.isEmpty() || held.isSettled());
    }

    private Future<?> clear(NodeLife life, Map.Entry<Place, Set<Long>> held, Set<Place> withRest) {
        return clear.apply(held.getKey(), life).onSuccess(released -> {
            Set<Long> rest = new HashSet<>(held.getValue());
            released.forEach(hold -> rest.remove(hold.id()));
            if (!rest.isEmpty()) {
                withRest.add(held.getKey());
            }
        });
    }

    /** The lease last: as long as it is there, somebody comes back to the record. */
    private Future<Void> forget(NodeLife life) {
        return stores.holdings().delete(life).compose(nothing -> stores.leases().remove(life));
    }
}
