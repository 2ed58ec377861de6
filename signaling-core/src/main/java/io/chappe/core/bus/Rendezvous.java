package io.chappe.core.bus;

import io.chappe.core.model.NodeId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Which of the live services answers for a key: all nodes agree without asking anyone, and the loss of a service moves
 * only that service's keys (Thaler and Ravishankar, "Using Name-Based Mappings to Increase Hit Rates", 1998).
 */
public final class Rendezvous {
    private Rendezvous() {}

    public static List<NodeId> order(RoomKey room, Collection<NodeId> services) {
        return order(room.hashCode(), services);
    }

    public static List<NodeId> order(PeerKey peer, Collection<NodeId> services) {
        return order(peer.hashCode(), services);
    }

    public static List<NodeId> order(TenantId tenant, Collection<NodeId> services) {
        return order(tenant.hashCode(), services);
    }

    public static List<NodeId> order(NodeId node, Collection<NodeId> services) {
        return order(node.value().hashCode(), services);
    }

    /** The same for both. */
    public static List<NodeId> order(SessionId one, SessionId other, Collection<NodeId> services) {
        return order(one.hashCode() ^ other.hashCode(), services);
    }

    /** The services in the order in which they are to be asked. */
    private static List<NodeId> order(int hash, Collection<NodeId> nodes) {
        return nodes.stream()
                .sorted(Comparator.<NodeId>comparingLong(node -> weight(hash, node))
                        .thenComparing(node -> node))
                .toList();
    }

    /** The finalizer of SplitMix64: every bit of both parts decides. */
    private static long weight(int key, NodeId node) {
        long z = ((long) key << 32 ^ node.value().hashCode()) + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
