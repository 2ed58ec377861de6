package io.chappe.gateway.cluster;

import io.chappe.core.model.NodeId;
import io.chappe.node.bus.ClusterMember;
import io.chappe.node.bus.Membership;
import io.chappe.node.bus.MembershipListener;
import io.chappe.node.bus.Role;
import java.util.List;
import java.util.function.Supplier;

/** The presence-services that the membership shows now; kept as a snapshot, since it is asked for every request. */
final class LiveServices implements Supplier<List<NodeId>>, MembershipListener {
    private final Membership membership;
    private volatile List<NodeId> services = List.of();

    LiveServices(Membership membership) {
        this.membership = membership;
        membership.listen(this);
    }

    @Override
    public List<NodeId> get() {
        return services;
    }

    @Override
    public void joined(ClusterMember member) {
        refresh();
    }

    @Override
    public void left(ClusterMember member) {
        refresh();
    }

    private void refresh() {
        services = membership.members(Role.PRESENCE).stream()
                .map(ClusterMember::id)
                .toList();
    }
}
