package io.chappe.gateway.cluster;

import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's lease: while it holds, the cluster believes what the node says about its sessions. It is lost only when a
 * service answers so; then all sessions end and the node begins a new life. Silence of the services loses nothing.
 */
public final class Lease {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
    private static final long OPEN_AGAIN_MS = 200;
    private static final long RENEW_MS = 2_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final NodeId node;
    private final PresenceClient services;
    private final Standing standing;
    private final Runnable lost;
    private final AtomicReference<@Nullable NodeLife> life = new AtomicReference<>();
    private volatile NodeLife asked;

    Lease(NodeId node, PresenceClient services, Standing standing, Runnable lost) {
        this.standing = standing;
        this.node = node;
        this.services = services;
        this.lost = lost;
        this.asked = newLife();
    }

    /** The current life, or null before the first and between two. */
    @Nullable NodeLife life() {
        return life.get();
    }

    /** Whether another life of this node has begun since: what that one left behind is the sweep's. */
    boolean isOver(NodeLife home) {
        NodeLife current = life.get();
        return current != null && home.node().equals(current.node()) && !home.equals(current);
    }

    /** Opens the lease as soon as a service answers, and renews it from then on; never gives up. */
    void keep(Vertx vertx) {
        NodeLife current = life.get();
        (current == null ? open() : renew(current))
                .onComplete(
                        done -> vertx.setTimer(life.get() == null ? OPEN_AGAIN_MS : RENEW_MS, timer -> keep(vertx)));
    }

    /** Asks for the same life again if nobody answered: it may have been granted. */
    private Future<Void> open() {
        NodeLife next = asked;
        return services.ask(node, new PresenceRequest.OpenLease(next)).transform(answer -> {
            if (answer.succeeded() && answer.result() instanceof PresenceAnswer.Leased leased) {
                standing.leased(leased.millis());
                asked = newLife();
                life.set(next);
                LOG.info("the lease is open");
            } else if (answer.succeeded()) {
                asked = newLife();
            }
            return Future.succeededFuture();
        });
    }

    private NodeLife newLife() {
        return new NodeLife(node, RANDOM.nextLong());
    }

    private Future<Void> renew(NodeLife current) {
        return services.ask(node, new PresenceRequest.RenewLease(current)).transform(answer -> {
            if (answer.succeeded() && answer.result() instanceof PresenceAnswer.LeaseLost) {
                lost(current);
            }
            return Future.succeededFuture();
        });
    }

    /** A service has answered that this life is over; from any thread, any number of times. */
    void lost(NodeLife over) {
        if (life.compareAndSet(over, null)) {
            LOG.warn("the lease is lost: no session can stay here, their clients are asked to go on elsewhere");
            lost.run();
        }
    }

    /** Nobody has answered for so long that the cluster must have given this node up. */
    void cutOff() {
        NodeLife current = life.get();
        if (current != null && life.compareAndSet(current, null)) {
            LOG.error("no service and no gateway answers: cut off, so no session can stay here");
            lost.run();
        }
    }

    /** Gives the lease back, so that what this node still holds is swept at once. Never fails. */
    Future<Void> close() {
        NodeLife current = life.getAndSet(null);
        return current == null
                ? Future.succeededFuture()
                : services.ask(node, new PresenceRequest.CloseLease(current))
                        .transform(answer -> Future.succeededFuture());
    }

    /** For readiness. */
    Optional<String> problem() {
        return life.get() == null ? Optional.of("no presence-service has granted a lease") : Optional.empty();
    }
}
