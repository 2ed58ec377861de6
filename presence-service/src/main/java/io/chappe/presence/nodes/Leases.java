package io.chappe.presence.nodes;

import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.node.logging.About;
import io.chappe.presence.store.ClaimedLives;
import io.chappe.presence.store.Look;
import io.chappe.presence.store.Renewal;
import io.chappe.presence.store.StoreMark;
import io.chappe.presence.store.StoreView;
import io.chappe.presence.store.Stores;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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

    /** Twice the 1 s after which a node that lives renews its lease; members are shown nothing for as long anyway. */
    private static final Duration REST_AFTER_MEMBER_LOSS = Duration.ofSeconds(2);

    private static final Duration JUST_AFTER = Duration.ofMillis(20);

    private static final Duration STORE_SILENT = Duration.ofSeconds(3);
    private static final int MAX_SWEEPS = 4;

    private final Vertx vertx;
    private final Stores stores;
    private final StoreView view;
    private final Sweeper sweeper;
    private final Duration lease;
    private final Supplier<Set<NodeId>> gateways;
    private final LongSupplier notices;
    private final AtomicInteger living = new AtomicInteger();
    private volatile long lastAnswer = System.nanoTime() - STORE_SILENT.toNanos();
    private final Set<Long> timers = new HashSet<>();
    private boolean looking;
    private boolean stopped;
    private boolean storeAnswers = true;

    /**
     * @param gateways that are in the cluster now
     * @param notices the version of the newest one
     */
    public Leases(
            Vertx vertx,
            Stores stores,
            StoreView view,
            Sweeper sweeper,
            Duration lease,
            Supplier<Set<NodeId>> gateways,
            LongSupplier notices,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.stores = stores;
        this.view = view;
        this.sweeper = sweeper;
        this.lease = lease;
        this.gateways = gateways;
        this.notices = notices;
        Gauge.builder("chappe.nodes", living, AtomicInteger::get)
                .description("Nodes that hold a lease, in the whole cluster")
                .register(registry);
    }

    /** Begins to look for lost nodes. */
    public Runnable watch() {
        timers.add(vertx.setPeriodic(LOOK_EVERY.toMillis(), tick -> look()));
        look();
        return () -> {
            stopped = true;
            timers.forEach(vertx::cancelTimer);
        };
    }

    public Future<PresenceAnswer> open(NodeLife life) {
        return stores.leases()
                .open(life, lease)
                .compose(renewal -> renewal.outcome() == Renewal.Outcome.HELD
                        ? stores.holdings().open(life).map(renewal)
                        : Future.succeededFuture(renewal))
                .map(this::answer);
    }

    public Future<PresenceAnswer> renew(PresenceRequest.RenewLease renew) {
        StoreMark known = new StoreMark(renew.store(), renew.looks(), false, 0);
        return stores.leases().renew(renew.home(), lease, known, renew.report()).map(this::answer);
    }

    private PresenceAnswer answer(Renewal renewal) {
        StoreMark mark = renewal.mark();
        view.saw(mark);
        return switch (renewal.outcome()) {
            case HELD ->
                new PresenceAnswer.Leased(
                        lease.toMillis(), mark.incarnation(), mark.looks(), mark.recovering(), notices.getAsLong());
            case LOST -> new PresenceAnswer.LeaseLost();
            case STORE_CHANGED -> new PresenceAnswer.StoreChanged();
        };
    }

    /** The sweep of the life before goes on after the answer. */
    public Future<PresenceAnswer> endRestoration(PresenceRequest.EndRestoration end) {
        NodeLife previous = end.previous();
        return stores.leases().restored(end.home()).compose(held -> {
            if (!held || previous == null) {
                return Future.succeededFuture(held ? new PresenceAnswer.Done() : new PresenceAnswer.LeaseLost());
            }
            return stores.leases()
                    .end(previous, CLAIM)
                    .onSuccess(claimed -> {
                        if (claimed) {
                            sweeper.sweepRest(previous);
                        }
                    })
                    .map(new PresenceAnswer.Done());
        });
    }

    /** The sweep goes on after the answer. */
    public Future<PresenceAnswer> close(NodeLife life) {
        return stores.leases()
                .end(life, CLAIM)
                .onSuccess(claimed -> {
                    if (claimed) {
                        sweeper.sweep(life, Sweeper.Ending.ENDED);
                    }
                })
                .map(new PresenceAnswer.Done());
    }

    /** Membership says that a node is gone. It may be wrong, so the node gets the time to say so. */
    public void nodeLeft(NodeId node) {
        stores.leases()
                .shorten(node, REST_AFTER_MEMBER_LOSS)
                .onSuccess(shortened -> lookAfter(REST_AFTER_MEMBER_LOSS.plus(JUST_AFTER)))
                .onFailure(cause -> About.node(LOG.atWarn(), node)
                        .log(
                                "a node left the cluster; its lease runs out as usual, for the store does not answer: {}",
                                cause.toString()));
    }

    private void lookAfter(Duration rest) {
        if (!stopped) {
            timers.add(vertx.setTimer(rest.toMillis(), timer -> {
                timers.remove(timer);
                look();
            }));
        }
    }

    /** Why leases cannot be kept now; empty when they can. For any thread. */
    public Optional<String> problem() {
        return System.nanoTime() - lastAnswer < STORE_SILENT.toNanos()
                ? Optional.empty()
                : Optional.of("the store does not answer");
    }

    private void look() {
        if (looking) {
            return;
        }
        looking = true;
        look(Math.max(0, MAX_SWEEPS - sweeper.running())).onComplete(found -> {
            looking = false;
            noteStore(found.cause() == null, found.cause());
            if (found.succeeded()) {
                take(found.result());
            }
        });
    }

    private Future<ClaimedLives> look(int max) {
        boolean doubt = stores.doubt().take();
        return stores.leases()
                .look(new Look(CLAIM, lease, max, view.mark(), doubt, gateways.get()))
                .onSuccess(this::saw)
                .onFailure(cause -> {
                    if (doubt) {
                        stores.doubt().raise();
                    }
                });
    }

    private void saw(ClaimedLives found) {
        view.saw(found.mark());
        if (found.unrestored() > 0) {
            LOG.warn(
                    "the store does not wait any longer: of {} gateways {} have not said that they have put back what they"
                            + " have",
                    gateways.get().size(),
                    found.unrestored());
        }
    }

    /** Whether what was just missing in the store does not exist: it may have been lost a moment ago. */
    public Future<Boolean> isComplete() {
        long incarnation = view.mark().incarnation();
        return look(0).map(found -> !found.mark().recovering() && found.mark().incarnation() == incarnation);
    }

    private void take(ClaimedLives claimed) {
        lastAnswer = System.nanoTime();
        living.set(claimed.living());
        claimed.lives().forEach(life -> sweeper.sweep(life, Sweeper.Ending.LOST));
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
