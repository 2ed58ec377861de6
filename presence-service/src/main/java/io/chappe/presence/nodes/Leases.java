package io.chappe.presence.nodes;

import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.presence.store.ClaimedLives;
import io.chappe.presence.store.Stores;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives leases to nodes, and looks for those that have run out. Every service does, without agreeing with the others: the
 * store gives each lost life to one of them. Confined to one event loop.
 */
public final class Leases {
    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    /** How long the sweeper of a life may take before another one takes over; longer than a ticket is valid. */
    private static final Duration CLAIM = Duration.ofSeconds(10);

    /** More than the 2 s after which a node that lives renews its lease. */
    private static final Duration REST_AFTER_MEMBER_LOSS = Duration.ofMillis(2_500);

    private static final Duration STORE_SILENT = Duration.ofSeconds(3);
    private static final int MAX_SWEEPS = 4;

    private final Stores stores;
    private final Sweeper sweeper;
    private final Duration lease;
    private final AtomicInteger living = new AtomicInteger();
    private volatile long lastAnswer = System.nanoTime() - STORE_SILENT.toNanos();
    private boolean looking;
    private boolean storeAnswers = true;

    public Leases(Stores stores, Sweeper sweeper, Duration lease, MeterRegistry registry) {
        this.stores = stores;
        this.sweeper = sweeper;
        this.lease = lease;
        Gauge.builder("chappe.nodes", living, AtomicInteger::get)
                .description("Nodes that hold a lease, in the whole cluster")
                .register(registry);
    }

    /** Begins to look for lost nodes. */
    public Runnable watch(Vertx vertx) {
        long timer = vertx.setPeriodic(LOOK_EVERY.toMillis(), tick -> look());
        look();
        return () -> vertx.cancelTimer(timer);
    }

    public Future<PresenceAnswer> open(NodeLife life) {
        return stores.leases()
                .open(life, lease)
                .compose(held -> held
                        ? stores.holdings().open(life).map(leased())
                        : Future.succeededFuture(new PresenceAnswer.LeaseLost()));
    }

    public Future<PresenceAnswer> renew(NodeLife life) {
        return stores.leases().renew(life, lease).map(held -> held ? leased() : new PresenceAnswer.LeaseLost());
    }

    /** The sweep goes on after the answer. */
    public Future<PresenceAnswer> close(NodeLife life) {
        return stores.leases()
                .end(life, CLAIM)
                .onSuccess(claimed -> {
                    if (claimed) {
                        sweeper.sweep(life, "has ended");
                    }
                })
                .map(new PresenceAnswer.Done());
    }

    /** Membership says that a node is gone. It may be wrong, so the node gets the time to say so. */
    public void nodeLeft(NodeId node) {
        stores.leases()
                .shorten(node, REST_AFTER_MEMBER_LOSS)
                .onFailure(cause -> LOG.warn(
                        "node {} left the cluster; its lease runs out as usual, for the store does not answer: {}",
                        node,
                        cause.toString()));
    }

    /** Why leases cannot be kept now; empty when they can. For any thread. */
    public Optional<String> problem() {
        return System.nanoTime() - lastAnswer < STORE_SILENT.toNanos()
                ? Optional.empty()
                : Optional.of("the store does not answer");
    }

    private PresenceAnswer leased() {
        return new PresenceAnswer.Leased(lease.toMillis());
    }

    private void look() {
        if (looking) {
            return;
        }
        looking = true;
        stores.leases()
                .claim(CLAIM, lease, Math.max(0, MAX_SWEEPS - sweeper.running()))
                .onComplete(found -> {
                    looking = false;
                    noteStore(found.cause() == null, found.cause());
                    if (found.succeeded()) {
                        take(found.result());
                    }
                });
    }

    private void take(ClaimedLives claimed) {
        lastAnswer = System.nanoTime();
        living.set(claimed.living());
        claimed.lives().forEach(life -> sweeper.sweep(life, "has lost its lease"));
    }

    private void noteStore(boolean answers, @Nullable Throwable cause) {
        if (answers != storeAnswers) {
            storeAnswers = answers;
            if (answers) {
                LOG.info("the store answers again");
            } else {
                LOG.warn("the store does not answer: {}", String.valueOf(cause));
            }
        }
    }
}
