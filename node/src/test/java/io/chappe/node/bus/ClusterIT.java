package io.chappe.node.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.testing.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What must hold of the bus whatever versions of Vert.x and Hazelcast are under it, between processes that are killed. */
@Timeout(180)
class ClusterIT {
    private static final String OK = "ok";

    @TempDir
    Path logs;

    private final List<ForkedNode> nodes = new ArrayList<>();
    private final List<Integer> hazelcastPorts = new ArrayList<>();

    @BeforeEach
    void choosePorts() throws IOException {
        for (int i = 0; i < 5; i++) {
            hazelcastPorts.add(FreePorts.next());
        }
    }

    @AfterEach
    void killAll() throws InterruptedException {
        for (ForkedNode node : nodes) {
            node.kill();
        }
    }

    @Test
    void gatewaysReachEachOtherThroughTheLossAndReturnOfAllState() throws Exception {
        // Given
        ForkedNode presence = start(Role.PRESENCE);
        ForkedNode a = start(Role.GATEWAY);
        ForkedNode b = start(Role.GATEWAY);
        assertThat(List.of(a.ask(b.id), b.ask(a.id))).containsOnly(OK);

        // When
        presence.kill();
        List<String> whileNoDataMemberLives = new ArrayList<>();
        for (Instant end = Instant.now().plusSeconds(3); Instant.now().isBefore(end); ) {
            whileNoDataMemberLives.add(a.ask(b.id));
            whileNoDataMemberLives.add(b.ask(a.id));
        }
        start(Role.PRESENCE);
        ForkedNode c = start(Role.GATEWAY);

        // Then
        assertThat(whileNoDataMemberLives).containsOnly(OK);
        assertThat(List.of(a.ask(b.id), b.ask(a.id))).containsOnly(OK);
        assertThat(List.of(c.ask(a.id), c.ask(b.id), a.ask(c.id), b.ask(c.id))).containsOnly(OK);
    }

    @Test
    void gatewaysThatComeFirstWaitForThePresenceService() throws Exception {
        // Given
        ForkedNode a = start(Role.GATEWAY);
        ForkedNode b = start(Role.GATEWAY);

        // When
        ForkedNode presence = start(Role.PRESENCE);

        // Then
        assertThat(List.of(a.ask(b.id), a.ask(presence.id), presence.ask(b.id))).containsOnly(OK);
    }

    @Test
    void aKilledGatewayIsAnErrorWithinTwoSeconds() throws Exception {
        // Given
        start(Role.PRESENCE);
        ForkedNode a = start(Role.GATEWAY);
        ForkedNode b = start(Role.GATEWAY);
        assertThat(a.ask(b.id)).isEqualTo(OK);

        // When
        b.kill();
        Instant killed = Instant.now();
        String answer = a.ask(b.id, Duration.ofSeconds(1));

        // Then
        assertThat(answer).isNotEqualTo(OK);
        assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void whoAsksAGatewayThatHasLeftIsToldSoAtOnce() throws Exception {
        // Given
        start(Role.PRESENCE);
        ForkedNode a = start(Role.GATEWAY);
        ForkedNode b = start(Role.GATEWAY);
        assertThat(a.ask(b.id)).isEqualTo(OK);
        b.kill();
        TimeUnit.SECONDS.sleep(2);

        // When
        String answer = a.ask(b.id);

        // Then
        assertThat(answer).contains("NO_HANDLERS");
    }

    private ForkedNode start(Role role) throws IOException {
        String yaml = "{name: %s, hazelcastPort: %d, busPort: %d, members: [%s]}"
                .formatted(
                        logs.getFileName(),
                        hazelcastPorts.get(nodes.size()),
                        FreePorts.next(),
                        String.join(
                                ", ",
                                hazelcastPorts.stream()
                                        .map(port -> "'127.0.0.1:" + port + "'")
                                        .toList()));
        nodes.add(ForkedNode.start(role, yaml, logs.resolve(nodes.size() + ".log")));
        return nodes.get(nodes.size() - 1);
    }
}
