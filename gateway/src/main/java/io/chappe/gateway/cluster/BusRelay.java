package io.chappe.gateway.cluster;

import io.chappe.core.bus.Bundle;
import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.Receipt;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.chappe.core.routing.Relay;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.loop.EventLoops;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The relay over the clustered event bus: a {@link Bundle} a node and turn of an event loop, all from one gateway to another
 * on one lane. To be called on the event loops of this gateway.
 */
final class BusRelay implements Relay {
    private final Standing standing;
    private final EventLoops loops;
    private final List<Outbox> outboxes = new ArrayList<>();
    private final Map<NodeId, NodeLink> links = new ConcurrentHashMap<>();
    private final RelayMeters meters;

    BusRelay(NodeId self, EventBus bus, EventLoops loops, Standing standing, MeterRegistry registry) {
        this.standing = standing;
        this.loops = loops;
        this.meters = new RelayMeters(registry);
        for (EventLoop loop : loops.all()) {
            outboxes.add(new Outbox(
                    loop,
                    new BundleSender(self, bus, meters),
                    standing,
                    new Tags(outboxes.size(), loops.all().size())));
        }
        Gauge.builder(
                        "chappe.relay.awaited",
                        outboxes,
                        all -> all.stream().mapToInt(Outbox::awaiting).sum())
                .description("Signals to other gateways whose answers are awaited")
                .register(registry);
        Gauge.builder(
                        "chappe.relay.bytes.underway",
                        links,
                        all -> all.values().stream().mapToLong(NodeLink::bytes).sum())
                .description("Bytes under way to other gateways")
                .register(registry);
    }

    @Override
    public Future<Delivery> deliver(NodeId node, Envelope envelope, int timeoutMs) {
        if (!standing.isSure()) {
            return Future.succeededFuture(missed(envelope.targets(), ErrorCode.UNAVAILABLE));
        }
        NodeLink.Share share = reserve(node, envelope.tenant(), envelope.size());
        return share == null
                ? Future.succeededFuture(missed(envelope.targets(), ErrorCode.QUEUE_FULL))
                : outbox().request(node, envelope, share, timeoutMs);
    }

    @Override
    public void send(NodeId node, Envelope envelope) {
        send(node, envelope.tenant(), new Bundle.Sent(0, envelope));
    }

    @Override
    public void send(NodeId node, Receipt receipt) {
        send(node, receipt.tenant(), new Bundle.Confirmed(receipt));
    }

    private void send(NodeId node, TenantId tenant, Bundle.Item item) {
        if (!standing.isSure()) {
            meters.failed();
            return;
        }
        NodeLink.Share share = reserve(node, tenant, item.size());
        if (share != null) {
            outbox().send(node, item, share);
        }
    }

    private Outbox outbox() {
        return outboxes.get(loops.current());
    }

    /** Null if there is no room, which is counted. */
    private NodeLink.@Nullable Share reserve(NodeId node, TenantId tenant, int bytes) {
        NodeLink link = links.computeIfAbsent(node, absent -> new NodeLink(System::nanoTime));
        NodeLink.Share share = link.reserve(tenant, bytes);
        if (share == null) {
            meters.overflow();
        } else {
            meters.relayed();
        }
        return share;
    }

    /** Tells another gateway what became of a signal that it has sent; from any thread. */
    void answer(NodeId node, long tag, Delivery delivery) {
        int here = Math.max(0, loops.current());
        loops.all().get(here).run(() -> outboxes.get(here).answer(node, tag, delivery));
    }

    /** Another gateway tells what became of a signal; from any thread. */
    void answered(long tag, Delivery delivery) {
        int owner = Tags.ownerOf(tag, outboxes.size());
        loops.all().get(owner).run(() -> outboxes.get(owner).answered(tag, delivery));
    }

    /** A node that has left needs no link any more. */
    void forget(NodeId node) {
        links.remove(node);
    }

    /** Of a broadcast the sender's side knows better whom it was for. */
    static Delivery missed(List<SessionId> targets, ErrorCode reason) {
        return targets.isEmpty() ? new Delivery(0, 0, 0, List.of(), reason) : Delivery.missed(targets, reason);
    }
}
