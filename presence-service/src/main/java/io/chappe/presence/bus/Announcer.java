package io.chappe.presence.bus;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.NoticeEvent;
import io.chappe.core.bus.PresenceEvent;
import io.chappe.core.bus.RosterEvent;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomKey;
import io.chappe.presence.store.PeerChange;
import io.chappe.presence.store.RoomChange;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Tells the gateways what has changed: one message to each node that it concerns, encoded once. At most once; a gateway
 * that misses one finds the gap by the version.
 */
public final class Announcer {
    private final EventBus bus;

    public Announcer(EventBus bus) {
        this.bus = bus;
    }

    /**
     * @param asker the node that learns of the change by the answer to its request
     */
    public void roomChanged(RoomKey room, RoomChange change, @Nullable NodeId asker) {
        if (change.delta() == null) {
            return;
        }
        Buffer event = new RosterEvent(room, change.delta()).encode();
        int lane = BusAddresses.laneOf(room);
        change.nodes().stream()
                .filter(node -> !node.equals(asker))
                .forEach(node -> bus.send(BusAddresses.gateway(node, lane), event));
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

    public void peerChanged(PeerKey peer, PeerChange change) {
        if (!change.changed()) {
            return;
        }
        Buffer event = new PresenceEvent(peer, change.presence()).encode();
        int lane = BusAddresses.laneOf(peer);
        change.watchers().forEach(node -> bus.send(BusAddresses.gateway(node, lane), event));
    }
}
