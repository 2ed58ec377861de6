package io.chappe.core.bus;

import io.chappe.core.model.NodeId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.SessionId;

/**
 * The addresses on the event bus: a few per node, never one per session or room, and each names its node, so that
 * finding a node asks no map.
 */
public final class BusAddresses {
    /**
     * Lanes of a gateway. What shares a lane keeps its order; a gateway spreads the lanes over its event loops. The
     * same on every node, so that a sender needs not to know the receiver's number of loops.
     */
    public static final int LANES = 16;

    private BusAddresses() {}

    public static String gateway(NodeId node, int lane) {
        return "gateway." + node.value() + "." + lane;
    }

    public static String rooms(NodeId node) {
        return "rooms." + node.value();
    }

    public static String presence(NodeId node) {
        return "presence." + node.value();
    }

    /** Where a gateway takes what administrators tell it. */
    public static String orders(NodeId node) {
        return "gateway." + node.value() + ".orders";
    }

    /** The lane of all that a gateway sends, so that a pair's order holds, whichever event loop has the sender. */
    public static int laneOf(NodeId sender) {
        return Math.floorMod(sender.value().hashCode(), LANES);
    }

    /** The lane of what concerns one session. */
    public static int laneOf(SessionId session) {
        return Math.floorMod(session.value().hashCode(), LANES);
    }

    /** The lane of a room's changes. */
    public static int laneOf(RoomKey room) {
        return Math.floorMod(room.hashCode(), LANES);
    }

    /** The lane of a peer's presence. */
    public static int laneOf(PeerKey peer) {
        return Math.floorMod(peer.hashCode(), LANES);
    }
}
