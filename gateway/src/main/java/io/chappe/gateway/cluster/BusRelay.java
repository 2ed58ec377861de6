package io.chappe.gateway.cluster;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.SessionId;
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
    private final Map<NodeId, NodeLink> links = new ConcurrentHashMap<>();
    private final Counter relayed;
    private final Counter overflow;
    private final Counter failed;

    BusRelay(EventBus bus, MeterRegistry meters) {
        this.bus = bus;
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
        Buffer bytes = envelope.encode();
        NodeLink link = reserve(node, envelope, bytes.length());
        if (link == null) {
            return Future.succeededFuture(missed(envelope, ErrorCode.QUEUE_FULL));
        }
        return bus.<Buffer>request(address(node, envelope), bytes, new DeliveryOptions().setSendTimeout(timeoutMs))
                .map(Message::body)
                .map(Delivery::decode)
                .onComplete(done -> link.release(envelope.tenant(), bytes.length()))
                .otherwise(failure -> {
                    failed.increment();
                    return missed(envelope, reason(failure));
                });
    }

    @Override
    public void send(NodeId node, Envelope envelope) {
        Buffer bytes = envelope.encode();
        NodeLink link = reserve(node, envelope, bytes.length());
        if (link != null) {
            bus.<Buffer>sender(address(node, envelope)).write(bytes).onComplete(written -> {
                link.release(envelope.tenant(), bytes.length());
                if (written.failed()) {
                    failed.increment();
                }
            });
        }
    }

    /** Null if there is no room, which is counted. */
    private @Nullable NodeLink reserve(NodeId node, Envelope envelope, int bytes) {
        NodeLink link = links.computeIfAbsent(node, absent -> new NodeLink());
        if (!link.reserve(envelope.tenant(), bytes)) {
            overflow.increment();
            return null;
        }
        relayed.increment();
        return link;
    }

    /** A node that has left needs no link any more. */
    void forget(NodeId node) {
        links.remove(node);
    }

    private static String address(NodeId node, Envelope envelope) {
        return BusAddresses.gateway(node, BusAddresses.laneOf(envelope.from()));
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
