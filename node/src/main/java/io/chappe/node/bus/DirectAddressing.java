package io.chappe.node.bus;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.config.Config;
import io.chappe.core.model.NodeId;
import io.vertx.core.Completable;
import io.vertx.core.VertxException;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.core.spi.cluster.RegistrationUpdateEvent;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vert.x' Hazelcast cluster manager, for addresses that name their node: {@code gateway.<nodeId>...},
 * {@code rooms.<nodeId>...} and {@code presence.<nodeId>...}. Where these live is read off the address, and where a node
 * listens off its membership. Neither is in a map, so neither costs a registration, goes stale, or is lost when the last
 * data member dies. Every other address is registered as usual.
 */
final class DirectAddressing extends HazelcastClusterManager {
    private static final Logger LOG = LoggerFactory.getLogger(DirectAddressing.class);
    private static final Pattern DIRECT = Pattern.compile("(?:gateway|rooms|presence)\\.([^.]+)(?:\\..*)?");

    /** By node: the addresses that Vert.x may have remembered. It keeps each until it is told that nobody is there. */
    private final Map<String, Set<String>> remembered = new ConcurrentHashMap<>();

    private final MovingNodes moving = new MovingNodes(System::nanoTime);

    private volatile @Nullable RegistrationListener selector;

    DirectAddressing(Config config) {
        super(config);
    }

    @Override
    public void addRegistration(String address, RegistrationInfo registration, Completable<Void> promise) {
        if (nodeOf(address).isPresent()) {
            promise.succeed();
        } else {
            super.addRegistration(address, registration, promise);
        }
    }

    @Override
    public void removeRegistration(String address, RegistrationInfo registration, Completable<Void> promise) {
        if (nodeOf(address).isPresent()) {
            promise.succeed();
        } else {
            super.removeRegistration(address, registration, promise);
        }
    }

    @Override
    public void getRegistrations(String address, Completable<List<RegistrationInfo>> promise) {
        Optional<String> node = nodeOf(address);
        if (node.isEmpty()) {
            super.getRegistrations(address, promise);
            return;
        }
        // Noted before it is asked: of a node that leaves in between the address is forgotten, or it is not given.
        remembered.merge(node.get(), Set.of(address), DirectAddressing::union);
        if (isActive() && busOf(node.get()).isPresent()) {
            promise.succeed(List.of(new RegistrationInfo(node.get(), 0, false)));
        } else {
            // No such node: the sender gets NO_HANDLERS at once, and nothing is remembered about the address.
            remembered.computeIfPresent(node.get(), (same, addresses) -> without(addresses, address));
            promise.succeed(List.of());
        }
    }

    /** The information is among the member's attributes since before it joined. */
    @Override
    public void setNodeInfo(NodeInfo nodeInfo, Completable<Void> promise) {
        promise.succeed();
    }

    @Override
    public synchronized NodeInfo getNodeInfo() {
        return MemberAttributes.bus(getHazelcastInstance().getCluster().getLocalMember());
    }

    @Override
    public void getNodeInfo(String nodeId, Completable<NodeInfo> promise) {
        Optional<NodeInfo> bus = isActive() ? busOf(nodeId) : Optional.empty();
        bus.ifPresentOrElse(
                promise::succeed,
                () -> promise.fail(new VertxException(nodeId + " is not a member of the cluster", true)));
    }

    @Override
    public void registrationListener(RegistrationListener listener) {
        selector = listener;
        super.registrationListener(listener);
    }

    @Override
    public synchronized void memberAdded(MembershipEvent event) {
        moving.see(event.getMembers());
        super.memberAdded(event);
    }

    /**
     * Cleans up after a lost member. Without a data member there is no map left to clean, and trying to would throw.
     */
    @Override
    public synchronized void memberRemoved(MembershipEvent event) {
        moving.see(event.getMembers());
        if (event.getMembers().stream().anyMatch(member -> !member.isLiteMember())) {
            super.memberRemoved(event);
        } else if (isActive()) {
            LOG.warn("no presence-service is in the cluster any more; standing rooms signal on");
        }
    }

    /**
     * Makes Vert.x ask again where this node's addresses are. Without it a message to a node that has left would be tried on
     * a new connection, and whoever waits for an answer would be told by its timeout only.
     */
    void forget(NodeId node) {
        Set<String> addresses = remembered.remove(node.value());
        RegistrationListener listener = selector;
        if (addresses != null && listener != null) {
            addresses.forEach(
                    address -> listener.registrationsUpdated(new RegistrationUpdateEvent(address, List.of())));
        }
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable Set<String> without(Set<String> addresses, String address) {
        Set<String> rest =
                addresses.stream().filter(other -> !other.equals(address)).collect(Collectors.toUnmodifiableSet());
        return rest.isEmpty() ? null : rest;
    }

    private Optional<NodeInfo> busOf(String nodeId) {
        Set<Member> members = getHazelcastInstance().getCluster().getMembers();
        moving.see(members);
        return members.stream()
                .filter(member -> nodeId.equals(MemberAttributes.nodeId(member)))
                .findFirst()
                .map(MemberAttributes::bus)
                .or(() -> moving.find(nodeId));
    }

    private static Optional<String> nodeOf(String address) {
        Matcher matcher = DIRECT.matcher(address);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
