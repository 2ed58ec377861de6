package io.chappe.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.harness.Seconds;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Scale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Killed gateways, with the state in the presence-services. */
@Tag("fault")
@Timeout(240)
class KilledGatewayIT {
    private static final double WINDOW_S = 20;
    private static final int GHOSTS = 20;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(Scale.services(), Scale.gateways());

    @AfterEach
    void startAgain() {
        CLUSTER.restartEnded();
    }

    @Test
    void itsSessionsGoOnAndNothingIsLost() {
        KilledGateway.tryOn(CLUSTER, "SIGKILL of one gateway, Hazelcast", List.of(2));
    }

    @Test
    void whoDoesNotComeBackIsGoneAfterTheWindow() {
        // Given
        Peer watcher = CLUSTER.peer(0, "watcher");
        watcher.join("ghosts");
        List<RawSocket> clients = new ArrayList<>();
        for (int i = 0; i < GHOSTS; i++) {
            clients.add(RawSocket.open(CLUSTER.gateway(1).plainPort()).hello("demo", "ghost-" + i));
            clients.get(i).text("{\"type\":\"join\",\"id\":1,\"room\":\"ghosts\"}");
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> watcher.members("ghosts").size() == GHOSTS + 1);
        CLUSTER.awaitSteady();
        List<Double> away = Collections.synchronizedList(new ArrayList<>());
        List<Double> gone = Collections.synchronizedList(new ArrayList<>());
        long begun = System.nanoTime();

        // When
        CLUSTER.gateway(1).process().kill();

        // Then
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    double now = Seconds.since(begun);
                    long online = watcher.members("ghosts").stream()
                            .filter(member -> member.state().equals("online"))
                            .count();
                    int left = GHOSTS + 1 - watcher.members("ghosts").size();
                    noteUpTo(GHOSTS + 1 - online, away, now);
                    noteUpTo(left, gone, now);
                    return left == GHOSTS;
                });
        double awayAt = Collections.max(away);
        double goneAfterWindow = Collections.max(gone) - Collections.min(away) - WINDOW_S;
        Results.row(
                "SIGKILL of one gateway whose clients do not come back",
                "`reconnecting` at most 3 s after; gone at most 2 s after the window of 20 s",
                "%d sessions: `reconnecting` after %.2f s, the last gone %.2f s after its window"
                        .formatted(GHOSTS, awayAt, goneAfterWindow));
        assertThat(awayAt).isLessThan(Scale.atMost(3));
        assertThat(Collections.min(gone)).isGreaterThan(WINDOW_S - 1);
        assertThat(goneAfterWindow).isLessThan(Scale.atMost(2));
        watcher.bye();
        clients.forEach(RawSocket::close);
    }

    private static void noteUpTo(long count, List<Double> times, double now) {
        while (times.size() < count) {
            times.add(now);
        }
    }
}
