package io.chappe.node.bus;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import io.chappe.core.bus.WireVersion;
import io.chappe.node.logging.About;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link Membership} as Hazelcast sees it. Every event only makes it read the member list again and tell the
 * difference: merges of a split cluster replace the list without an event for each member.
 */
final class HazelcastMembership implements Membership, com.hazelcast.cluster.MembershipListener {
    private static final Logger LOG = LoggerFactory.getLogger(HazelcastMembership.class);

    private final Vertx vertx;
    private final Cluster cluster;
    private final List<Consumer<Consumer<MembershipListener>>> listeners = new ArrayList<>();
    private volatile List<ClusterMember> members = List.of();

    private HazelcastMembership(Vertx vertx, HazelcastInstance hazelcast) {
        this.vertx = vertx;
        this.cluster = hazelcast.getCluster();
    }

    static HazelcastMembership of(Vertx vertx, HazelcastInstance hazelcast) {
        HazelcastMembership membership = new HazelcastMembership(vertx, hazelcast);
        membership.cluster.addMembershipListener(membership);
        hazelcast.getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleEvent.LifecycleState.MERGED) {
                membership.readAgain();
            }
        });
        membership.readAgain();
        return membership;
    }

    @Override
    public List<ClusterMember> members() {
        return members;
    }

    @Override
    public synchronized void listen(MembershipListener listener) {
        Context context = vertx.getOrCreateContext();
        Consumer<Consumer<MembershipListener>> onContext =
                event -> context.runOnContext(nothing -> event.accept(listener));
        members.forEach(member -> onContext.accept(there -> there.joined(member)));
        listeners.add(onContext);
    }

    @Override
    public void memberAdded(MembershipEvent event) {
        readAgain();
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
        readAgain();
    }

    private synchronized void readAgain() {
        List<ClusterMember> before = members;
        // Before anybody is told of a new member, and may write to it.
        cluster.getMembers().stream()
                .filter(member -> MemberAttributes.node(member).isPresent())
                .mapToInt(MemberAttributes::wireVersion)
                .min()
                .ifPresent(WireVersion::agreeOn);
        List<ClusterMember> now = cluster.getMembers().stream()
                .map(MemberAttributes::node)
                .flatMap(Optional::stream)
                .toList();
        members = now;
        before.stream().filter(member -> !now.contains(member)).forEach(this::left);
        now.stream().filter(member -> !before.contains(member)).forEach(this::joined);
    }

    private void joined(ClusterMember member) {
        About.node(LOG.atInfo(), member.id())
                .log("a {} is in the cluster", member.role().word());
        tell(listener -> listener.joined(member));
    }

    private void left(ClusterMember member) {
        About.node(LOG.atInfo(), member.id())
                .log("a {} has left the cluster", member.role().word());
        tell(listener -> listener.left(member));
    }

    private void tell(Consumer<MembershipListener> event) {
        listeners.forEach(listener -> listener.accept(event));
    }
}
