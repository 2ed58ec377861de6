package io.chappe.presence.bus;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.NoticeEvent;
import io.chappe.core.bus.PresenceEvent;
import io.chappe.core.bus.RosterEvent;
import io.chappe.core.bus.RosterOutdated;
import io.chappe.core.bus.RosterWire;
import io.chappe.core.bus.SessionDismissed;
import io.chappe.core.bus.SessionReplaced;
import io.chappe.core.bus.WireVersion;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.SessionId;
import io.chappe.presence.events.Events;
import io.chappe.presence.store.OpenResult;
import io.chappe.presence.store.PeerChange;
import io.chappe.presence.store.RoomChange;
import io.chappe.presence.store.SessionRecord;
import io.chappe.presence.store.Verdict;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Tells the gateways what has changed: one message to each node that it concerns, encoded once. At most once; a gateway
 * that misses one finds the gap by the version. And whoever reads the tenants' events, after the gateways.
 */
public final class Announcer {
    private static final long ANSWER_MS = 1_000;
    private static final int REPEATS = 3;

    private final EventBus bus;
    private final Events events;

    public Announcer(EventBus bus, Events events) {
        this.bus = bus;
        this.events = events;
    }

    /**
     * @param asker the node that learns of the change by the answer to its request
     */
    public void roomChanged(RoomKey room, RoomChange change, @Nullable NodeId asker) {
        roomChanged(room, change, asker, false);
    }

    /**
     * The same of a join.
     *
     * @param begins whether nobody was in the room before
     */
    public void roomChanged(RoomKey room, RoomChange change, @Nullable NodeId asker, boolean begins) {
        if (change.delta() == null) {
            return;
        }
        Buffer whole = new RosterEvent(room, change.delta()).encode();
        Buffer event = whole.length() <= RosterWire.MOST_BYTES || !WireVersion.hasLargeRooms()
                ? whole
                : new RosterOutdated(room, change.delta().version()).encode();
        int lane = BusAddresses.laneOf(room);
        change.concerned().stream()
                .filter(node -> !node.equals(asker))
                .forEach(node -> bus.send(BusAddresses.gateway(node, lane), event));
        events.roomChanged(room, change, begins);
    }

    /** For readers of events alone: no gateway asks. */
    public void sessionOpened(PeerKey peer, SessionId session, OpenResult result) {
        if (result.isNew()) {
            events.sessionOpened(peer, session);
        }
    }

    /** See {@link #sessionOpened}. */
    public void sessionEnded(PeerKey peer, SessionId session, PeerChange change) {
        if (change.verdict() == Verdict.DONE) {
            events.sessionEnded(peer, session);
        }
    }

    /**
     * There is something new that every gateway must know.
     *
     * @param newest the version of the last notice
     */
    public void noticed(long newest, Collection<NodeId> gateways) {
        Buffer event = new NoticeEvent(newest).encode();
        gateways.forEach(node -> bus.send(BusAddresses.gateway(node, 0), event));
    }

    /** Tells the gateway that has it, a few times where it does not answer. */
    public void replaced(PeerKey peer, SessionId session, SessionRecord record) {
        if (WireVersion.hasSessionLimits()) {
            String address = BusAddresses.gateway(record.home().node(), BusAddresses.laneOf(session));
            tell(address, new SessionReplaced(peer.tenant(), session, record.generation()).encode(), REPEATS);
        }
    }

    /** The same of one that an administrator has ended; a gateway of an older build does not hear it. */
    public void dismissed(PeerKey peer, SessionId session, SessionRecord record) {
        String address = BusAddresses.gateway(record.home().node(), BusAddresses.laneOf(session));
        tell(address, new SessionDismissed(peer.tenant(), session, record.generation()).encode(), REPEATS);
    }

    private void tell(String address, Buffer event, int repeats) {
        bus.request(address, event, new DeliveryOptions().setSendTimeout(ANSWER_MS))
                .onFailure(cause -> {
                    if (repeats > 0) {
                        tell(address, event, repeats - 1);
                    }
                });
    }

    public void peerChanged(PeerKey peer, PeerChange change) {
        if (!change.changed()) {
            return;
        }
        Buffer event = new PresenceEvent(peer, change.presence()).encode();
        int lane = BusAddresses.laneOf(peer);
        change.watchers().forEach(node -> bus.send(BusAddresses.gateway(node, lane), event));
    }
}
