package io.chappe.core.routing;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.Member;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;
import io.chappe.core.protocol.ClientMessage;
import io.chappe.core.protocol.Target;
import io.chappe.core.protocol.Want;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides where a signal goes: the roster of a room that sender and target share says on which node the target is. No
 * store and no service is asked. Where the socket side and the cluster side of a gateway meet.
 */
public final class SignalRouter {
    private static final Future<Delivery> NO_SUCH_SESSION = nobody(ErrorCode.NO_SUCH_SESSION);
    private static final Future<Delivery> NO_SUCH_PEER = nobody(ErrorCode.NO_SUCH_PEER);
    private static final Future<Delivery> NOT_IN_ROOM = nobody(ErrorCode.NOT_IN_ROOM);

    private final NodeId self;
    private final LocalDelivery local;
    private final Relay relay;

    public SignalRouter(NodeId self, LocalDelivery local, Relay relay) {
        this.self = self;
        this.local = local;
        this.relay = relay;
    }

    private static Future<Delivery> nobody(ErrorCode reason) {
        return Future.succeededFuture(new Delivery(0, 0, 0, List.of(), reason));
    }

    /**
     * Sends a signal on its way; on the sender's event loop.
     *
     * @return what became of it; never fails. A signal without an id that leaves this node counts as reached at once
     */
    public Future<Delivery> route(Sender sender, ClientMessage.Signal signal) {
        if (signal.to() instanceof Target.ToSession to) {
            return toSession(sender, to.session(), signal);
        }
        if (signal.to() instanceof Target.ToRoom to) {
            return toRoom(sender, to.room(), signal);
        }
        return toPeer(sender, ((Target.ToPeer) signal.to()).peer(), signal);
    }

    private Future<Delivery> toSession(Sender sender, SessionId target, ClientMessage.Signal signal) {
        for (JoinedRoom room : sender.joinedRooms()) {
            Member member = room.roster().member(target);
            if (member != null) {
                return dispatch(member.node(), envelope(sender, room, List.of(target), signal), signal);
            }
        }
        return NO_SUCH_SESSION;
    }

    /** Each session once, whichever of the common rooms it is found in first. */
    private Future<Delivery> toPeer(Sender sender, PeerId target, ClientMessage.Signal signal) {
        Set<SessionId> found = new HashSet<>(Set.of(sender.id()));
        List<Future<Delivery>> hops = new ArrayList<>();
        for (JoinedRoom room : sender.joinedRooms()) {
            Map<NodeId, List<SessionId>> byNode = new LinkedHashMap<>();
            for (Member member : room.roster().ofPeer(target)) {
                if (found.add(member.session())) {
                    byNode.computeIfAbsent(member.node(), node -> new ArrayList<>(1))
                            .add(member.session());
                }
            }
            byNode.forEach((node, sessions) ->
                    hops.add(dispatch(node, envelope(sender, room, List.copyOf(sessions), signal), signal)));
        }
        return hops.isEmpty() ? NO_SUCH_PEER : sum(hops);
    }

    /** One envelope a node, whatever the number of members there. */
    private Future<Delivery> toRoom(Sender sender, RoomId target, ClientMessage.Signal signal) {
        JoinedRoom room = sender.joinedRoom(target);
        if (room == null) {
            return NOT_IN_ROOM;
        }
        Envelope envelope = envelope(sender, room, List.of(), signal);
        List<Future<Delivery>> hops = new ArrayList<>();
        for (NodeId node : room.roster().nodes()) {
            hops.add(dispatch(node, envelope, signal).map(delivery -> named(delivery, room, node, sender)));
        }
        return sum(hops);
    }

    /** A node that did not answer could not say whom it missed. */
    private static Delivery named(Delivery delivery, JoinedRoom room, NodeId node, Sender sender) {
        if (delivery.reason() == null || delivery.reached() + delivery.missed() > 0) {
            return delivery;
        }
        List<SessionId> others = room.roster().sessionsOn(node).stream()
                .filter(session -> !session.equals(sender.id()))
                .toList();
        return Delivery.missed(others, delivery.reason());
    }

    private static Envelope envelope(
            Sender sender, JoinedRoom room, List<SessionId> targets, ClientMessage.Signal signal) {
        return new Envelope(
                sender.tenant(),
                sender.id(),
                sender.peer(),
                room.room(),
                room.joinVersion(),
                targets,
                signal.id(),
                signal.kind(),
                signal.data(),
                sender.generation(),
                signal.want() == Want.RECEIVED,
                signal.prev());
    }

    private Future<Delivery> dispatch(NodeId node, Envelope envelope, ClientMessage.Signal signal) {
        if (node.equals(self)) {
            return local.deliver(envelope);
        }
        if (signal.id() > 0) {
            return relay.deliver(node, envelope, signal.timeoutMs());
        }
        relay.send(node, envelope);
        return Future.succeededFuture(Delivery.ONE);
    }

    private static Future<Delivery> sum(List<Future<Delivery>> hops) {
        if (hops.size() == 1) {
            return hops.get(0);
        }
        return Future.all(hops).map(all -> all.<Delivery>list().stream().reduce(Delivery.NONE, Delivery::plus));
    }
}
