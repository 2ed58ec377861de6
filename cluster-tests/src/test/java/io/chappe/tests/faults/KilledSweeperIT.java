package io.chappe.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.NodeConfigs;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Scale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway dies with many sessions whose clients do not come back, and a presence-service while it sweeps them. */
@Tag("fault")
@Tag("long")
@Timeout(180)
class KilledSweeperIT {
    private static final Duration WINDOW = Duration.ofSeconds(16);
    private static final int ROOMS = 40;
    private static final int GHOSTS = 400;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(2, 2, NodeConfigs.resumeWindow(WINDOW));

    private final String run = UUID.randomUUID().toString();
    private final List<RawSocket> sockets = new ArrayList<>();

    @AfterEach
    void startAgain() {
        sockets.forEach(RawSocket::close);
        IntStream.range(0, CLUSTER.services())
                .filter(i -> !CLUSTER.service(i).isAlive())
                .forEach(CLUSTER::restartService);
        CLUSTER.restartGateway(1);
        CLUSTER.awaitReady();
    }

    private String room(int index) {
        return "room-" + index % ROOMS + "-" + run;
    }

    private void ghost(int index) {
        RawSocket socket = RawSocket.open(CLUSTER.gateway(1).plainPort()).hello("demo", "ghost-" + index);
        sockets.add(socket);
        socket.text("{\"type\":\"join\",\"id\":1,\"room\":\"%s\"}".formatted(room(index)));
    }

    private static long ghosts(Peer observer, String state, String run) {
        return IntStream.range(0, ROOMS)
                .mapToObj(i -> "room-" + i + "-" + run)
                .flatMap(room -> observer.members(room).stream())
                .filter(member -> member.peer().startsWith("ghost")
                        && (state.isEmpty() || member.state().equals(state)))
                .count();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void allGhostsAreGoneInTime(int killed) throws InterruptedException {
        // Given
        Peer observer = CLUSTER.peer(0, "observer");
        IntStream.range(0, ROOMS).forEach(i -> observer.join(room(i)));
        IntStream.range(0, GHOSTS).forEach(this::ghost);
        await().atMost(Duration.ofSeconds(30)).until(() -> ghosts(observer, "online", run) == GHOSTS);

        // When
        long start = System.nanoTime();
        CLUSTER.gateway(1).process().kill();
        Thread.sleep(1_000);
        CLUSTER.service(killed).kill();

        // Then
        await().atMost(Duration.ofSeconds(40)).until(() -> ghosts(observer, "online", run) == 0);
        double shown = sinceSeconds(start);
        await().atMost(WINDOW.plusSeconds(30)).until(() -> ghosts(observer, "", run) == 0);
        double gone = sinceSeconds(start);
        Results.row(
                "SIGKILL of a gateway, and 1 s later of presence-service " + killed + ", in the middle of the sweep",
                "all `reconnecting` at most 15 s after; gone at most 2 s after their window (%d s)"
                        .formatted(WINDOW.toSeconds()),
                "%d ghosts in %d rooms: all `reconnecting` %.1f s after, all gone %.1f s after"
                        .formatted(GHOSTS, ROOMS, shown, gone));
        assertThat(shown).isLessThan(Scale.atMost(15));
        assertThat(gone).isBetween(WINDOW.toSeconds() - 0.1, shown + WINDOW.toSeconds() + Scale.atMost(2));
        observer.bye();
    }

    private static double sinceSeconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
