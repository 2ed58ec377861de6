package io.chappe.gateway.cluster;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.Probe;
import io.chappe.core.model.NodeId;
import io.chappe.node.bus.ClusterMember;
import io.chappe.node.bus.Membership;
import io.chappe.node.bus.Role;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.List;

/**
 * Asks other gateways whether they hear, when no service has answered for a while; and lets go of all sessions when
 * nobody does for a whole lease. A gateway that knows no other one goes on alone: whom could its sessions go to?
 */
final class Watchdog {
    private static final long TICK_MS = 250;
    private static final int ANSWER_MS = 1_000;
    private static final int MAX_ASKED = 3;

    private final Vertx vertx;
    private final NodeId self;
    private final Membership membership;
    private final Standing standing;
    private final Lease lease;
    private boolean knewOthers;

    Watchdog(Vertx vertx, NodeId self, Membership membership, Standing standing, Lease lease) {
        this.vertx = vertx;
        this.self = self;
        this.membership = membership;
        this.standing = standing;
        this.lease = lease;
    }

    void start() {
        vertx.setPeriodic(TICK_MS, tick -> look());
    }

    private void look() {
        standing.tick();
        List<NodeId> others = membership.members(Role.GATEWAY).stream()
                .map(ClusterMember::id)
                .filter(node -> !node.equals(self))
                .limit(MAX_ASKED)
                .toList();
        if (!standing.isProofOld()) {
            knewOthers = !others.isEmpty();
            return;
        }
        if (standing.isSilent() && knewOthers) {
            lease.cutOff();
        }
        others.forEach(this::probe);
    }

    private void probe(NodeId node) {
        long askedAt = standing.now();
        vertx.eventBus()
                .<Buffer>request(
                        BusAddresses.gateway(node, 0),
                        new Probe().encode(),
                        new DeliveryOptions().setSendTimeout(ANSWER_MS))
                .onSuccess(answer -> standing.proven(askedAt));
    }
}
