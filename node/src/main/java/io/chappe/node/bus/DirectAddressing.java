package io.chappe.node.bus;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.config.Config;
import io.vertx.core.Completable;
import io.vertx.core.VertxException;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private volatile @Nullable RegistrationListener routes;

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
        } else if (!isActive() || member(node.get()).isEmpty()) {
            // No such node: the sender gets NO_HANDLERS at once, and nothing is remembered about the address.
            promise.succeed(List.of());
        } else {
            promise.succeed(List.of(new RegistrationInfo(node.get(), 0, false)));
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
        Optional<Member> member = isActive() ? member(nodeId) : Optional.empty();
        if (member.isPresent()) {
            promise.succeed(MemberAttributes.bus(member.get()));
        } else {
            promise.fail(new VertxException(nodeId + " is not a member of the cluster", true));
        }
    }

    @Override
    public void registrationListener(RegistrationListener listener) {
        routes = listener;
        super.registrationListener(listener);
    }

    /**
     * Cleans up after a lost member. Without a data member there is no map left to clean, and trying to would throw; what
     * remains to do then is to forget the cached routes.
     */
    @Override
    public synchronized void memberRemoved(MembershipEvent event) {
        if (event.getMembers().stream().anyMatch(member -> !member.isLiteMember())) {
            super.memberRemoved(event);
            return;
        }
        if (!isActive()) {
            return;
        }
        LOG.warn("no presence-service is in the cluster any more; standing rooms signal on");
        forgetRoutes();
    }

    /** Makes Vert.x ask again where addresses live. */
    void forgetRoutes() {
        RegistrationListener listener = routes;
        if (listener != null) {
            listener.registrationsLost();
        }
    }

    private Optional<Member> member(String nodeId) {
        return getHazelcastInstance().getCluster().getMembers().stream()
                .filter(member -> MemberAttributes.isNode(member, nodeId))
                .findFirst();
    }

    private static Optional<String> nodeOf(String address) {
        Matcher matcher = DIRECT.matcher(address);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
