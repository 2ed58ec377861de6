package io.chappe.node.bus;

import io.chappe.core.model.NodeId;
import java.util.List;

/**
 * Who is in the cluster, as this node sees it. A hint and not the truth: a node that was killed stays for up to the
 * heartbeat's timeout, and one behind a partition is gone while it lives. May be asked from any thread.
 */
public interface Membership {
    /** All members, this node included, the oldest first: an immutable snapshot. */
    List<ClusterMember> members();

    /** The members of one role, the oldest first. */
    default List<ClusterMember> members(Role role) {
        return members().stream().filter(member -> member.role() == role).toList();
    }

    default boolean contains(NodeId id) {
        return members().stream().anyMatch(member -> member.id().equals(id));
    }

    /**
     * Adds a listener for the life of the node. It hears {@code joined} for every member that is there already, this
     * node included, and then each change once and in order, on the Vert.x context of the caller.
     */
    void listen(MembershipListener listener);
}
