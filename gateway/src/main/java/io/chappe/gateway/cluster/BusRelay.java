package io.chappe.gateway.cluster;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.GatewayMessage;
import io.chappe.core.bus.Receipt;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.chappe.core.routing.Relay;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The relay over the clustered event bus: one message a node, on the lane of the sender. */
final class BusRelay implements Relay {
    private final EventBus bus;
    private final Standing standing;
    private final Map<NodeId, NodeLink> links = new ConcurrentHashMap<>();
    private final Counter relayed;
    private final Counter overflow;
    private final Counter failed;

    BusRelay(EventBus bus, Standing standing, MeterRegistry meters) {
        this.bus = bus;
        this.standing = standing;
        relayed = Counter.builder("chappe.relay.sent")
                .description("Envelopes sent to other gateways")
                .register(meters);
        overflow = Counter.builder("chappe.relay.overflow")
                .description("Envelopes refused because too much was under way to a gateway")
                .register(meters);
        failed = Counter.builder("chappe.relay.failed")
                .description("Envelopes that another gateway did not take")
                .register(meters);
        Gauge.builder(
                        "chappe.relay.bytes.underway",
                        links,
                        all -> all.values().stream().mapToLong(NodeLink::bytes).sum())
                .description("Bytes under way to other gateways")
                .register(meters);
    }

    @Override
    public Future<Delivery> deliver(NodeId node, Envelope envelope, int timeoutMs) {
        if (!standing.isSure()) {
            return Future.succeededFuture(missed(envelope, ErrorCode.UNAVAILABLE));
        }
        Buffer bytes = envelope.encode();
        NodeLink.Share share = reserve(node, envelope.tenant(), bytes.length());
        if (share == null) {
            return Future.succeededFuture(missed(envelope, ErrorCode.QUEUE_FULL));
        }
        long askedAt = standing.now();
        return bus.<Buffer>request(
                        address(node, envelope.from()), bytes, new DeliveryOptions().setSendTimeout(timeoutMs))
                .map(Message::body)
                .onSuccess(answer -> standing.proven(askedAt))
                .map(Delivery::decode)
                .onComplete(done -> share.release())
                .otherwise(failure -> {
                    failed.increment();
                    return missed(envelope, reason(failure));
                });
    }

    @Override
    public void send(NodeId node, Envelope envelope) {
        send(node, envelope.tenant(), envelope.from(), envelope);
    }

    @Override
    public void send(NodeId node, Receipt receipt) {
        send(node, receipt.tenant(), receipt.from(), receipt);
    }

    private void send(NodeId node, TenantId tenant, SessionId from, GatewayMessage message) {
        if (!standing.isSure()) {
            failed.increment();
            return;
        }
        Buffer bytes = message.encode();
        NodeLink.Share share = reserve(node, tenant, bytes.length());
        if (share != null) {
            bus.<Buffer>sender(address(node, from)).write(bytes).onComplete(written -> {
                share.release();
                if (written.failed()) {
                    failed.increment();
                }
            });
        }
    }

    /** Null if there is no room, which is counted. */
    private NodeLink.@Nullable Share reserve(NodeId node, TenantId tenant, int bytes) {
        NodeLink link = links.computeIfAbsent(node, absent -> new NodeLink(System::nanoTime));
        NodeLink.Share share = link.reserve(tenant, bytes);
        (share == null ? overflow : relayed).increment();
        return share;
    }

    /** A node that has left needs no link any more. */
    void forget(NodeId node) {
        links.remove(node);
    }

    private static String address(NodeId node, SessionId from) {
        return BusAddresses.gateway(node, BusAddresses.laneOf(from));
    }

    /** Of a broadcast the sender's side knows better whom it was for. */
    private static Delivery missed(Envelope envelope, ErrorCode reason) {
        List<SessionId> targets = envelope.targets();
        return targets.isEmpty() ? new Delivery(0, 0, 0, List.of(), reason) : Delivery.missed(targets, reason);
    }

    private static ErrorCode reason(Throwable failure) {
        return failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.TIMEOUT
                ? ErrorCode.TIMEOUT
                : ErrorCode.UNAVAILABLE;
    }
}
