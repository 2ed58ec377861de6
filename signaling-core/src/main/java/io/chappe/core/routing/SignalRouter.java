package io.chappe.core.routing;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.Receipt;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.Member;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SessionId;
import io.chappe.core.protocol.ClientMessage;
import io.chappe.core.protocol.Target;
import io.chappe.core.protocol.Want;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides where a signal goes: the roster of a room that sender and target share says on which node the target is. No
 * store and no service is asked. Where the socket side and the cluster side of a gateway meet.
 */
public final class SignalRouter {
    /** Up to so many members a broadcast names those that it is for; as many as {@code received} is possible for. */
    static final int MAX_NAMED = 50;

    private static final Future<Delivery> NO_SUCH_SESSION = nobody(ErrorCode.NO_SUCH_SESSION);
    private static final Future<Delivery> NO_SUCH_PEER = nobody(ErrorCode.NO_SUCH_PEER);
    private static final Future<Delivery> NOT_IN_ROOM = nobody(ErrorCode.NOT_IN_ROOM);
    private static final Future<Delivery> FORBIDDEN = nobody(ErrorCode.FORBIDDEN);

    private final NodeId self;
    private final LocalDelivery local;
    private final Relay relay;
    private final Tracer tracer;

    public SignalRouter(NodeId self, LocalDelivery local, Relay relay, Locator locator) {
        this.self = self;
        this.local = local;
        this.relay = relay;
        this.tracer = new Tracer(locator, this::dispatch);
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
        if (!sender.mayPublish(signal.kind())) {
            return FORBIDDEN;
        }
        if (signal.to() instanceof Target.ToSession to) {
            return toSession(sender, to.session(), signal);
        }
        if (signal.to() instanceof Target.ToRoom to) {
            return toRoom(sender, to.room(), signal);
        }
        return toPeer(sender, ((Target.ToPeer) signal.to()).peer(), signal);
    }

    /** Whether some of those whom a signal is for are on other nodes, as the sender's rosters have it now. */
    public boolean leaves(Sender sender, Target to) {
        return Receivers.areElsewhere(self, sender, to);
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
        return tracer.find(sender, target, envelope, dispatch(target.node(), envelope));
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
        Roster roster = room.roster();
        if (!roster.hidden().isEmpty()) {
            toHidden(sender, room, roster, signal);
        }
        return roster.members().size() > MAX_NAMED
                ? toMany(sender, room, roster, signal)
                : toEach(sender, room, roster, signal);
    }

    /** In envelopes of their own. Nobody counts them, or waits for them. */
    private void toHidden(Sender sender, JoinedRoom room, Roster roster, ClientMessage.Signal signal) {
        roster.hidden().stream()
                .collect(Collectors.groupingBy(
                        Member::node, Collectors.mapping(Member::session, Collectors.toUnmodifiableList())))
                .forEach((node, sessions) -> toSome(sender, room, node, sessions, signal));
    }

    /** Nodes know their members of the room. One who has just moved may be reached by none, and counts as missed. */
    private Future<Delivery> toMany(Sender sender, JoinedRoom room, Roster roster, ClientMessage.Signal signal) {
        Envelope envelope = envelope(sender, room, List.of(), signal);
        List<Future<Delivery>> hops = new ArrayList<>();
        for (NodeId node : roster.nodes()) {
            hops.add(dispatch(node, envelope).map(delivery -> named(delivery, roster, node, sender)));
        }
        int others = roster.members().size() - (roster.seen(sender.id()) == null ? 0 : 1);
        return sum(hops).map(delivery -> delivery.outOf(others));
    }

    /** Each node is told which members are meant, so that one who has moved is missed by one and reached by none. */
    private Future<Delivery> toEach(Sender sender, JoinedRoom room, Roster roster, ClientMessage.Signal signal) {
        List<Future<Delivery>> hops = new ArrayList<>();
        for (NodeId node : roster.nodes()) {
            hops.addAll(toSome(sender, room, node, roster.sessionsOn(node), signal));
        }
        return hops.isEmpty() ? Future.succeededFuture(Delivery.NONE) : sum(hops);
    }

    /** Those on one node: in one envelope, but for those who are being looked for. */
    private List<Future<Delivery>> toSome(
            Sender sender, JoinedRoom room, NodeId node, List<SessionId> sessions, ClientMessage.Signal signal) {
        Roster roster = room.roster();
        List<Future<Delivery>> hops = new ArrayList<>();
        List<SessionId> targets = new ArrayList<>();
        for (SessionId session : sessions) {
            Member lookedFor = sender.detours().isOpen(session) ? roster.member(session) : null;
            if (lookedFor != null) {
                hops.add(sender.detours().inTurn(session, () -> toMember(sender, room, lookedFor, signal)));
            } else if (!session.equals(sender.id())) {
                targets.add(session);
            }
        }
        if (!targets.isEmpty()) {
            Envelope envelope = envelope(sender, room, targets, signal);
            hops.add(tracer.find(sender, roster, envelope, dispatch(node, envelope)));
        }
        return hops;
    }

    /** A node that did not answer could not say whom it missed. */
    private static Delivery named(Delivery delivery, Roster roster, NodeId node, Sender sender) {
        if (delivery.reason() == null || delivery.reached() + delivery.missed() > 0) {
            return delivery;
        }
        List<SessionId> others = roster.sessionsOn(node).stream()
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
                signal.timeoutMs(),
                signal.to() instanceof Target.ToRoom);
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

    static Future<Delivery> sum(List<Future<Delivery>> hops) {
        if (hops.size() == 1) {
            return hops.get(0);
        }
        return Future.all(hops).map(all -> all.<Delivery>list().stream().reduce(Delivery.NONE, Delivery::plus));
    }
}
