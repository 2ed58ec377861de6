package io.chappe.gateway.cluster;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.CallFact;
import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.bus.Rendezvous;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

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

    /** What happens between two sessions comes to one service, whichever gateway tells it. */
    Future<Void> note(NodeLife home, TenantId tenant, List<CallFact> facts) {
        List<NodeId> there = services.get();
        Map<List<NodeId>, List<CallFact>> byOrder = facts.stream()
                .collect(Collectors.groupingBy(fact ->
                        Rendezvous.order(fact.from().session(), fact.to().session(), there)));
        return Future.join(byOrder.entrySet().stream()
                        .map(group -> ask(group.getKey(), new PresenceRequest.NoteCalls(home, tenant, group.getValue()))
                                .compose(PresenceClient::done))
                        .toList())
                .mapEmpty();
    }

    private static Future<Void> done(PresenceAnswer answer) {
        return answer instanceof PresenceAnswer.Done
                ? Future.succeededFuture()
                : Future.failedFuture("not taken: " + answer);
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
