package io.chappe.node.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.node.Build;
import io.chappe.node.config.ClusterConfig;
import io.chappe.node.config.ConfigLoader;
import io.chappe.testing.FreePorts;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a node hears of the others. */
@Timeout(90)
class MembershipIT {
    private final String cluster = UUID.randomUUID().toString();
    private final List<ClusterNode> nodes = new ArrayList<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void closeAll() throws Exception {
        for (ClusterNode node : nodes) {
            node.close().await(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void tellsWhoIsThereWhoJoinsAndWhoLeaves() throws Exception {
        // Given
        int port = FreePorts.next();
        ClusterNode presence = join(Role.PRESENCE, port, port);
        presence.membership().listen(new Recorder());
        ClusterNode gateway = join(Role.GATEWAY, FreePorts.next(), port);

        // When
        gateway.close().await(20, TimeUnit.SECONDS);

        // Then
        assertThat(List.of(next(), next(), next()))
                .containsExactly("joined " + presence.id(), "joined " + gateway.id(), "left " + gateway.id());
        assertThat(presence.membership().members())
                .containsExactly(
                        new ClusterMember(presence.id(), Role.PRESENCE, Build.version(), "pod-of-" + Role.PRESENCE));
    }

    @Test
    void aGatewayAloneHasAProblemUntilAPresenceServiceComes() throws Exception {
        // Given
        int port = FreePorts.next();
        ClusterNode gateway = join(Role.GATEWAY, port, port);
        assertThat(gateway.problem()).hasValue("no presence-service is in the cluster");

        // When
        ClusterNode presence = join(Role.PRESENCE, FreePorts.next(), port);
        gateway.membership().listen(new Recorder());

        // Then
        assertThat(List.of(next(), next())).contains("joined " + presence.id());
        assertThat(gateway.problem()).isEmpty();
        assertThat(gateway.membership().members(Role.PRESENCE))
                .containsExactly(
                        new ClusterMember(presence.id(), Role.PRESENCE, Build.version(), "pod-of-" + Role.PRESENCE));
    }

    private final class Recorder implements MembershipListener {
        @Override
        public void joined(ClusterMember member) {
            heard.add("joined " + member.id());
        }

        @Override
        public void left(ClusterMember member) {
            heard.add("left " + member.id());
        }
    }

    private String next() throws InterruptedException {
        return String.valueOf(heard.poll(20, TimeUnit.SECONDS));
    }

    private ClusterNode join(Role role, int hazelcastPort, int knownPort) throws Exception {
        ClusterConfig config = ConfigLoader.parse(
                ClusterConfig.class,
                "{name: %s, nodeName: pod-of-%s, hazelcastPort: %d, busPort: %d, members: ['127.0.0.1:%d']}"
                        .formatted(cluster, role, hazelcastPort, FreePorts.next(), knownPort));
        ClusterNode node = ClusterNode.join(config, role).await(60, TimeUnit.SECONDS);
        nodes.add(node);
        return node;
    }
}
