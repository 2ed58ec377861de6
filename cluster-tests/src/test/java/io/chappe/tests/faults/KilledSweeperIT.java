package io.chappe.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.NodeConfigs;
import io.chappe.tests.harness.NodeProcess;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.harness.Seconds;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Scale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A gateway dies with many sessions whose clients do not come back, and a presence-service while it sweeps them. */
@Tag("fault")
@Tag("long")
@Timeout(180)
class KilledSweeperIT {
    private static final Duration WINDOW = Duration.ofSeconds(16);
    /** As many as a session may be in. */
    private static final int ROOMS_WATCHED = 100;

    private static final int OBSERVERS = 4;
    private static final int ROOMS = OBSERVERS * ROOMS_WATCHED;
    private static final int GHOSTS = 400;
    private static final int ROOMS_OF_A_GHOST = 5;
    private static final int SEATS = GHOSTS * ROOMS_OF_A_GHOST;
    /** What the killed one had sent has come by then, and nobody has taken its work up. */
    private static final long MOMENT_MS = 200;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(2, 2, NodeConfigs.resumeWindow(WINDOW));

    private final List<RawSocket> sockets = new ArrayList<>();
    private final List<Peer> observers = new ArrayList<>();

    @AfterEach
    void startAgain() {
        sockets.forEach(RawSocket::close);
        CLUSTER.restartEnded();
    }

    private static String room(int index) {
        return "room-" + index % ROOMS;
    }

    private void observe(int index) {
        Peer observer = CLUSTER.peer(0, "observer-" + index);
        observers.add(observer);
        IntStream.range(0, ROOMS_WATCHED).forEach(i -> observer.join(room(index * ROOMS_WATCHED + i)));
    }

    private void haunt(int index) {
        RawSocket socket = RawSocket.open(CLUSTER.gateway(1).plainPort()).hello("demo", "ghost-" + index);
        sockets.add(socket);
        for (int i = 0; i < ROOMS_OF_A_GHOST; i++) {
            socket.text("{\"type\":\"join\",\"id\":%d,\"room\":\"%s\"}"
                    .formatted(i + 1, room(index * ROOMS_OF_A_GHOST + i)));
        }
    }

    private long seats(String state) {
        return IntStream.range(0, ROOMS)
                .mapToObj(i -> observers.get(i / ROOMS_WATCHED).members(room(i)))
                .flatMap(Collection::stream)
                .filter(member -> member.peer().startsWith("ghost")
                        && (state.isEmpty() || member.state().equals(state)))
                .count();
    }

    @Test
    void allGhostsAreGoneInTime() throws InterruptedException {
        // Given
        IntStream.range(0, OBSERVERS).forEach(this::observe);
        IntStream.range(0, GHOSTS).forEach(this::haunt);
        await().atMost(Duration.ofSeconds(30)).until(() -> seats("online") == SEATS);
        CLUSTER.awaitSteady();

        // When
        long start = System.nanoTime();
        CLUSTER.gateway(1).process().kill();
        NodeProcess sweeper = awaitSweeper();
        sweeper.kill();
        double killed = Seconds.since(start);

        // Then
        Thread.sleep(MOMENT_MS);
        long swept = seats("reconnecting");
        await().atMost(Duration.ofSeconds(40)).until(() -> seats("online") == 0);
        double shown = Seconds.since(start);
        await().atMost(WINDOW.plusSeconds(30)).until(() -> seats("") == 0);
        double gone = Seconds.since(start);
        Results.row(
                "SIGKILL of a gateway, and in the middle of the sweep of the presence-service that sweeps it",
                "all `reconnecting` at most 15 s after; gone at most 2 s after their window (%d s)"
                        .formatted(WINDOW.toSeconds()),
                "%d ghosts in %d rooms, %d seats: the sweeper killed %.1f s after, with %d seats swept; all `reconnecting` %.1f s after, all gone %.1f s after"
                        .formatted(GHOSTS, ROOMS, SEATS, killed, swept, shown, gone));
        assertThat(swept).isBetween(1L, SEATS - 1L);
        assertThat(shown).isLessThan(Scale.atMost(15));
        assertThat(gone).isBetween(WINDOW.toSeconds() - 0.1, shown + WINDOW.toSeconds() + Scale.atMost(2));
        observers.forEach(Peer::bye);
    }

    /** The service that sweeps, as soon as the first who are lost are shown. */
    private NodeProcess awaitSweeper() {
        Optional<NodeProcess> sweeper = await("a sweep")
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(2))
                .until(KilledSweeperIT::sweeping, Optional::isPresent);
        await("somebody lost")
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> seats("reconnecting") > 0);
        return sweeper.orElseThrow();
    }

    private static Optional<NodeProcess> sweeping() {
        return IntStream.range(0, CLUSTER.services())
                .mapToObj(CLUSTER::service)
                .filter(service -> service.metrics().sum("chappe_sweeps_pending") > 0)
                .findFirst();
    }
}
