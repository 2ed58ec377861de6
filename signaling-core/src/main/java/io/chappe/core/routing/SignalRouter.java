package io.chappe.core.routing;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.Receipt;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.Member;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;
import io.chappe.core.protocol.ClientMessage;
import io.chappe.core.protocol.Target;
import io.chappe.core.protocol.Want;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    private final Locator locator;

    public SignalRouter(NodeId self, LocalDelivery local, Relay relay, Locator locator) {
        this.self = self;
        this.local = local;
        this.relay = relay;
        this.locator = locator;
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
        return sender.detours().inTurn(target, () -> straight(sender, target, signal));
    }

    private Future<Delivery> straight(Sender sender, SessionId target, ClientMessage.Signal signal) {
        for (JoinedRoom room : sender.joinedRooms()) {
            Member member = room.roster().member(target);
            if (member != null) {
                return toMember(sender, room, member, signal);
            }
        }
        return NO_SUCH_SESSION;
    }

    private Future<Delivery> toMember(Sender sender, JoinedRoom room, Member target, ClientMessage.Signal signal) {
        Envelope envelope = envelope(sender, room, List.of(target.session()), signal);
        return found(sender, target, envelope, dispatch(target.node(), envelope));
    }

    /** A roster's hint may be old; then the session's own record says where it is. */
    private Future<Delivery> found(Sender sender, Member hint, Envelope envelope, Future<Delivery> first) {
        if (first.isComplete() && !isMisdirected(first.result())) {
            return first;
        }
        Promise<Delivery> outcome = Promise.promise();
        first.onComplete(sent -> sender.run(() -> {
            if (isMisdirected(sent.result())) {
                detour(sender, hint, envelope, sent.result()).onComplete(outcome);
            } else {
                outcome.complete(sent.result());
            }
        }));
        return outcome.future();
    }

    /** Certainly not delivered, and perhaps because it went to the wrong node. */
    private static boolean isMisdirected(Delivery delivery) {
        return delivery.reached() == 0
                && (delivery.reason() == ErrorCode.NO_SUCH_SESSION || delivery.reason() == ErrorCode.UNAVAILABLE);
    }

    private Future<Delivery> detour(Sender sender, Member hint, Envelope envelope, Delivery failed) {
        SessionId target = hint.session();
        sender.detours().begin(target);
        Promise<Delivery> outcome = Promise.promise();
        Delivery nobodyKnows = failed.reason() == ErrorCode.UNAVAILABLE ? failed : unavailable(target);
        Future<@Nullable Whereabouts> record = locator.locate(new PeerKey(sender.tenant(), hint.peer()), target);
        record.onComplete(found -> sender.run(() -> {
            Future<Delivery> second =
                    found.succeeded() ? again(hint, envelope, found.result()) : Future.succeededFuture(nobodyKnows);
            second.onComplete(outcome);
            // What has waited goes behind it on the same way. It need not wait for its answer, which may never come.
            sender.detours().end(target);
        }));
        return outcome.future();
    }

    private Future<Delivery> again(Member hint, Envelope envelope, @Nullable Whereabouts where) {
        SessionId target = hint.session();
        if (where == null) {
            return Future.succeededFuture(Delivery.missed(List.of(target), ErrorCode.NO_SUCH_SESSION));
        }
        if (where.lost() && where.node().equals(hint.node())) {
            return Future.succeededFuture(away(target));
        }
        return dispatch(where.node(), envelope).map(delivery -> isMisdirected(delivery) ? away(target) : delivery);
    }

    /** Its record lives, so it may come back. */
    private static Delivery away(SessionId target) {
        return Delivery.missed(List.of(target), ErrorCode.RECONNECTING);
    }

    private static Delivery unavailable(SessionId target) {
        return Delivery.missed(List.of(target), ErrorCode.UNAVAILABLE);
    }

    /** A client has got a signal that wanted its word for it: on to the gateway of the signal's sender. */
    public void acknowledge(Sender by, SessionId sender, long id) {
        for (JoinedRoom room : by.joinedRooms()) {
            Member member = room.roster().member(sender);
            if (member != null) {
                Receipt receipt = new Receipt(by.tenant(), by.id(), by.generation(), sender, id);
                if (member.node().equals(self)) {
                    local.confirm(receipt);
                } else {
                    relay.send(member.node(), receipt);
                }
                return;
            }
        }
    }

    /** Each session once, whichever of the common rooms it is found in first. */
    private Future<Delivery> toPeer(Sender sender, PeerId target, ClientMessage.Signal signal) {
        Set<SessionId> found = new HashSet<>(Set.of(sender.id()));
        List<Future<Delivery>> hops = new ArrayList<>();
        for (JoinedRoom room : sender.joinedRooms()) {
            for (Member member : room.roster().ofPeer(target)) {
                if (found.add(member.session())) {
                    hops.add(sender.detours().inTurn(member.session(), () -> toMember(sender, room, member, signal)));
                }
            }
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
            hops.add(dispatch(node, envelope).map(delivery -> named(delivery, room, node, sender)));
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
                signal.prev(),
                signal.timeoutMs());
    }

    private Future<Delivery> dispatch(NodeId node, Envelope envelope) {
        if (node.equals(self)) {
            return local.deliver(envelope);
        }
        if (envelope.id() > 0) {
            return relay.deliver(node, envelope, envelope.timeoutMs());
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
