package io.chappe.node.bus;

import com.hazelcast.cluster.Member;
import io.vertx.core.spi.cluster.NodeInfo;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Where nodes were a moment ago. When all presence-services have died, the first one to come back may be a cluster of its
 * own, into which the gateways move one by one; until all have, they are in no cluster with each other, though each goes on.
 * What is said to one of them meanwhile goes where it was. As long as a service is in the cluster, one that leaves is gone.
 */
final class MovingNodes {
    /** One moves in 1 to 2 s. */
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);

    /** A node that was in a cluster without services, and is still, or was last at some time. */
    private record Seen(NodeInfo bus, boolean there, long since) {}

    private final LongSupplier clock;
    private final Map<String, Seen> unserved = new HashMap<>();

    /**
     * @param clock monotonic, in ns
     */
    MovingNodes(LongSupplier clock) {
        this.clock = clock;
    }

    /** Takes the members as they are now. */
    synchronized void see(Collection<Member> members) {
        long now = clock.getAsLong();
        Map<String, NodeInfo> nodes = new HashMap<>();
        members.forEach(member -> MemberAttributes.node(member)
                .ifPresent(node -> nodes.put(node.id().value(), MemberAttributes.bus(member))));
        unserved.values().removeIf(seen -> isGone(seen, now));
        unserved.replaceAll((id, seen) -> seen.there && !nodes.containsKey(id) ? new Seen(seen.bus, false, now) : seen);
        if (members.stream().allMatch(Member::isLiteMember)) {
            nodes.forEach((id, bus) -> unserved.put(id, new Seen(bus, true, now)));
        } else {
            unserved.keySet().removeAll(nodes.keySet());
        }
    }

    /** Where a node is that is not a member now, but may be on its way. */
    synchronized Optional<NodeInfo> find(String nodeId) {
        long now = clock.getAsLong();
        return Optional.ofNullable(unserved.get(nodeId))
                .filter(seen -> !isGone(seen, now))
                .map(Seen::bus);
    }

    private static boolean isGone(Seen seen, long now) {
        return !seen.there && now - seen.since > PATIENCE_NS;
    }
}
