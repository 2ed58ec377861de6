package io.chappe.gateway.cluster;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.bus.Rendezvous;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.PeerKey;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Supplier;

/** Asks the presence services. */
final class PresenceClient {
    private final ServiceCall call;
    private final Supplier<List<NodeId>> services;

    PresenceClient(ServiceCall call, Supplier<List<NodeId>> services) {
        this.call = call;
        this.services = services;
    }

    Future<PresenceAnswer> ask(NodeId node, PresenceRequest request) {
        return ask(Rendezvous.order(node, services.get()), request.encode());
    }

    Future<PresenceAnswer> ask(PeerKey peer, PresenceRequest request) {
        return ask(Rendezvous.order(peer, services.get()), request.encode());
    }

    Future<PresenceAnswer> ask(List<NodeId> order, PresenceRequest request) {
        return ask(order, request.encode());
    }

    private Future<PresenceAnswer> ask(List<NodeId> order, Buffer request) {
        return call.ask(
                order,
                new ServiceCall.Question<>(
                        BusAddresses::presence, request, PresenceAnswer::decode, PresenceClient::isUnable));
    }

    private static boolean isUnable(PresenceAnswer answer) {
        return answer instanceof PresenceAnswer.Refused refused && refused.code() == ErrorCode.UNAVAILABLE;
    }
}
