package io.chappe.gateway.cluster;

import io.chappe.core.bus.NodeReport;
import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's lease: while it holds, the cluster believes what the node says about its sessions. It is lost only when a
 * service answers so; then all sessions end and the node begins a new life. Silence of the services loses nothing. In a
 * store that is not the one that granted it the node begins a new life, too, but with its sessions, which it puts back.
 * A lease that is too long for a tenant's resume window is not taken: no session begins here then.
 */
public final class Lease {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final long OPEN_AGAIN_MS = 200;
    private static final long RENEW_MS = 1_000;
    private static final long RENEW_WHILE_RECOVERING_MS = 500;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final NodeId node;
    private final Function<PresenceRequest, Future<PresenceAnswer>> services;
    private final Function<Duration, Optional<String>> fault;
    private final Standing standing;
    private final Steadiness steadiness;
    private final Holder holder;
    private final AtomicReference<@Nullable NodeLife> life = new AtomicReference<>();
    private volatile NodeLife asked;
    private volatile PresenceAnswer.@Nullable Leased granted;
    private volatile Optional<String> tooLong = Optional.empty();

    /** What the lease is for. */
    interface Holder {
        /** The lease is lost. */
        void lost();

        /** What the node tells of itself when it renews the lease; null for nothing. */
        @Nullable NodeReport report();

        /** The lease holds for another while. */
        void renewed(PresenceAnswer.Leased leased);

        /** A new life has begun; nothing of it is in the store yet. What was in it before is left with the previous life. */
        void begun(NodeLife life, @Nullable NodeLife previous);
    }

    /**
     * @param services asks one
     * @param fault why a lease may not take so long; empty if it may
     */
    Lease(
            NodeId node,
            Function<PresenceRequest, Future<PresenceAnswer>> services,
            Function<Duration, Optional<String>> fault,
            Standing standing,
            Steadiness steadiness,
            Holder holder) {
        this.node = node;
        this.services = services;
        this.fault = fault;
        this.standing = standing;
        this.steadiness = steadiness;
        this.holder = holder;
        this.asked = newLife();
    }

    /** The current life, or null before the first and between two. */
    @Nullable NodeLife life() {
        return life.get();
    }

    /** How long it takes; empty between two lives. */
    Optional<Duration> duration() {
        PresenceAnswer.Leased last = granted;
        return life.get() == null || last == null ? Optional.empty() : Optional.of(Duration.ofMillis(last.millis()));
    }

    /** Whether another life of this node has begun since: what that one left behind is the sweep's. */
    boolean isOver(NodeLife home) {
        NodeLife current = life.get();
        return current != null && home.node().equals(current.node()) && !home.equals(current);
    }

    /** Opens the lease as soon as a service answers, and renews it from then on; never gives up. */
    void keep(Vertx vertx) {
        ask().onComplete(done -> vertx.setTimer(pauseMs(), timer -> keep(vertx)));
    }

    /** Opens or renews it once. Never fails. */
    Future<Void> ask() {
        NodeLife current = life.get();
        return current == null ? open(null) : renew(current);
    }

    private long pauseMs() {
        if (life.get() == null) {
            return OPEN_AGAIN_MS;
        }
        return steadiness.isSteady() ? RENEW_MS : RENEW_WHILE_RECOVERING_MS;
    }

    /**
     * Asks for the same life again if nobody answered: it may have been granted.
     *
     * @param previous the life that it follows with all its sessions; null for none
     */
    private Future<Void> open(@Nullable NodeLife previous) {
        NodeLife next = asked;
        return services.apply(new PresenceRequest.OpenLease(next)).transform(answer -> {
            if (answer.succeeded() && answer.result() instanceof PresenceAnswer.Leased leased) {
                opened(next, previous, leased);
            } else if (answer.succeeded()) {
                asked = newLife();
            }
            return Future.succeededFuture();
        });
    }

    /** A life with sessions goes on whatever its lease: they would lose more than they risk. */
    private void opened(NodeLife next, @Nullable NodeLife previous, PresenceAnswer.Leased leased) {
        if (isTooLong(leased) && previous == null) {
            return;
        }
        asked = newLife();
        if (life.compareAndSet(previous, next)) {
            LOG.info("the lease is open");
            holder.begun(next, previous);
            held(leased);
        }
    }

    private boolean isTooLong(PresenceAnswer.Leased leased) {
        Optional<String> now = fault.apply(Duration.ofMillis(leased.millis()));
        if (!now.equals(tooLong)) {
            tooLong = now;
            now.ifPresent(LOG::error);
        }
        return now.isPresent();
    }

    private NodeLife newLife() {
        return new NodeLife(node, RANDOM.nextLong());
    }

    private void held(PresenceAnswer.Leased leased) {
        granted = leased;
        standing.leased(leased.millis());
        steadiness.heard(leased);
        holder.renewed(leased);
    }

    private Future<Void> renew(NodeLife current) {
        PresenceAnswer.Leased last = granted;
        long store = last == null ? 0 : last.store();
        long looks = last == null ? 0 : last.looks();
        return services.apply(new PresenceRequest.RenewLease(current, store, looks, holder.report()))
                .transform(answer -> renewed(current, answer.result()));
    }

    private Future<Void> renewed(NodeLife current, @Nullable PresenceAnswer answer) {
        if (answer instanceof PresenceAnswer.Leased leased) {
            isTooLong(leased);
            held(leased);
        } else if (answer instanceof PresenceAnswer.LeaseLost) {
            lost(current);
        } else if (answer instanceof PresenceAnswer.StoreChanged) {
            LOG.warn("the store has lost something: this gateway puts back what it has");
            steadiness.over();
            return open(current);
        } else {
            steadiness.unheard();
        }
        return Future.succeededFuture();
    }

    /** A service has answered that this life is over; from any thread, any number of times. */
    void lost(NodeLife over) {
        if (life.compareAndSet(over, null)) {
            LOG.warn("the lease is lost: no session can stay here, their clients are asked to go on elsewhere");
            holder.lost();
        }
    }

    /** Nobody has answered for so long that the cluster must have given this node up. */
    void cutOff() {
        NodeLife current = life.get();
        if (current != null && life.compareAndSet(current, null)) {
            LOG.error("no service and no gateway answers: cut off, so no session can stay here");
            holder.lost();
        }
    }

    /** Gives the lease back, so that what this node still holds is swept at once. Never fails. */
    Future<Void> close() {
        NodeLife current = life.getAndSet(null);
        return current == null
                ? Future.succeededFuture()
                : services.apply(new PresenceRequest.CloseLease(current)).transform(answer -> Future.succeededFuture());
    }

    /** For readiness. */
    Optional<String> problem() {
        if (life.get() != null) {
            return Optional.empty();
        }
        return tooLong.or(() -> Optional.of("no presence-service has granted a lease"));
    }
}
