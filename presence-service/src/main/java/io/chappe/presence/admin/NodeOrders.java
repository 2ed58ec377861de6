package io.chappe.presence.admin;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.DrainProgress;
import io.chappe.core.bus.NodeOrder;
import io.chappe.core.model.NodeId;
import io.chappe.node.bus.ClusterMember;
import io.chappe.node.bus.Membership;
import io.chappe.node.bus.Role;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;

/** Tells one gateway to send its clients away, or to take clients again. */
final class NodeOrders {
    private static final DeliveryOptions PATIENCE = new DeliveryOptions().setSendTimeout(3_000);
    private static final long AGAIN_S = 2;
    private static final int ALL = 1_000;

    private final EventBus bus;
    private final Membership membership;

    NodeOrders(EventBus bus, Membership membership) {
        this.bus = bus;
        this.membership = membership;
    }

    void addTo(Answers answers) {
        answers.with("drainNode", asked -> order(asked, NodeOrder.of(NodeOrder.Action.DRAIN)))
                .with("undrainNode", this::undo)
                .with("rebalanceNode", this::rebalance);
    }

    private Future<JsonObject> rebalance(Asked asked) {
        int permille = (int) Math.round(asked.body().getDouble("share") * ALL);
        return order(asked, new NodeOrder(NodeOrder.Action.REBALANCE, permille));
    }

    private Future<JsonObject> undo(Asked asked) {
        return progress(asked, NodeOrder.of(NodeOrder.Action.UNDO)).map(progress -> {
            if (progress.ending()) {
                throw new ProblemException(
                        ProblemType.CONFLICT, "the process of this gateway ends: that can't be undone any more");
            }
            return json(progress);
        });
    }

    private Future<JsonObject> order(Asked asked, NodeOrder order) {
        return progress(asked, order).map(NodeOrders::json);
    }

    private Future<DrainProgress> progress(Asked asked, NodeOrder order) {
        ClusterMember member = membership.members().stream()
                .filter(node -> node.id().value().equals(asked.node()))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "no such node is in the cluster"));
        if (member.role() != Role.GATEWAY) {
            throw new ProblemException(ProblemType.CONFLICT, "only a gateway has clients");
        }
        return send(member.id(), order);
    }

    private Future<DrainProgress> send(NodeId node, NodeOrder order) {
        return bus.<Buffer>request(BusAddresses.orders(node), order.encode(), PATIENCE)
                .map(Message::body)
                .recover(silence -> Future.failedFuture(ProblemException.retryable(
                        ProblemType.UNAVAILABLE,
                        "the gateway does not answer: it may have died, or be of an older build",
                        AGAIN_S)))
                .map(DrainProgress::decode);
    }

    private static JsonObject json(DrainProgress progress) {
        return new JsonObject()
                .put("state", progress.state())
                .put("sessions", progress.sessions())
                .put("untold", progress.untold())
                .put("remainingMs", progress.remainingMs());
    }
}
