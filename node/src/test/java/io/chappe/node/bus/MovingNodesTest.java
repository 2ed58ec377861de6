package io.chappe.node.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.impl.MemberImpl;
import com.hazelcast.internal.util.UuidUtil;
import com.hazelcast.version.MemberVersion;
import io.vertx.core.spi.cluster.NodeInfo;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MovingNodesTest {
    private static final Member ANN = member("ann", 7001, true);
    private static final Member BOB = member("bob", 7002, true);
    private static final Member SERVICE = member("service", 7003, false);

    private final AtomicLong now = new AtomicLong();
    private final MovingNodes moving = new MovingNodes(now::get);

    private static Member member(String id, int busPort, boolean isGateway) {
        try {
            return new MemberImpl.Builder(new Address("127.0.0.1", busPort + 100))
                    .version(MemberVersion.of("5.7.0"))
                    .uuid(UuidUtil.newUnsecureUUID())
                    .liteMember(isGateway)
                    .attributes(Map.of(
                            "__vertx.nodeId",
                            id,
                            "chappe.role",
                            (isGateway ? Role.GATEWAY : Role.PRESENCE).name(),
                            "chappe.bus.host",
                            "127.0.0.1",
                            "chappe.bus.port",
                            Integer.toString(busPort)))
                    .build();
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aGatewayThatLeavesWhileNoServiceIsThereMayBeOnItsWay() {
        // Given
        moving.see(List.of(ANN, BOB));

        // When
        moving.see(List.of(ANN));

        // Then
        assertThat(moving.find("bob").map(NodeInfo::port)).contains(7002);
        now.addAndGet(TimeUnit.SECONDS.toNanos(6));
        assertThat(moving.find("bob")).isEmpty();
    }

    @Test
    void whoHasMovedFirstStillFindsTheOthers() {
        // Given
        moving.see(List.of(ANN, BOB));

        // When
        moving.see(List.of(ANN, SERVICE));

        // Then
        assertThat(moving.find("bob").map(NodeInfo::port)).contains(7002);
    }

    @Test
    void aGatewayThatLeavesAServedClusterIsGone() {
        // Given
        moving.see(List.of(ANN, BOB));
        moving.see(List.of(ANN, BOB, SERVICE));

        // When
        moving.see(List.of(ANN, SERVICE));

        // Then
        assertThat(moving.find("bob")).isEmpty();
    }

    @Test
    void aGatewayThatHasMovedTooAndThenLeavesIsGone() {
        // Given
        moving.see(List.of(ANN, BOB));
        moving.see(List.of(ANN, SERVICE));
        moving.see(List.of(ANN, BOB, SERVICE));

        // When
        moving.see(List.of(ANN, SERVICE));

        // Then
        assertThat(moving.find("bob")).isEmpty();
    }
}
