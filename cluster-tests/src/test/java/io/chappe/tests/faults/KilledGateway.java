package io.chappe.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.harness.Seconds;
import io.chappe.tests.ledger.Account;
import io.chappe.tests.ledger.Balance;
import io.chappe.tests.ledger.Events.Kind;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Scale;
import io.chappe.tests.ledger.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Gateways are killed under load: their sessions go on elsewhere, and nobody's room loses them. */
final class KilledGateway {
    private static final double WINDOW_S = 20;
    private static final int GHOSTS = 20;
    private static final double EXCUSED_S = 3;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(12);
    private static final String PROMISE =
            "99.9 % resume, p99 under 5 s; 0 lost, twice, `member-left`; `reconnecting` at most 3 s after;"
                    + " relayed: errors and losses only to its sessions, and only in the first 3 s";

    private KilledGateway() {}

    /**
     * Kills them at once and starts them again afterwards.
     *
     * @param gateways not all of them
     */
    static void tryOn(Cluster cluster, String fault, List<Integer> gateways) {
        // Given
        try (Trial trial = Trial.on(cluster)) {
            int atLeast = trial.sessions() * gateways.size() / cluster.gateways();

            // When
            gateways.parallelStream()
                    .forEach(index -> cluster.gateway(index).process().kill());
            trial.watchFor(LONG_ENOUGH);

            // Then
            Account account = trial.settle();
            Balance unexcused = trial.relayedWithoutExcuse(gateways, Scale.atMost(EXCUSED_S));
            Results.row(
                    fault,
                    PROMISE,
                    "%s; %d errors and %d losses to others or later"
                            .formatted(account.figures(), unexcused.failed(), unexcused.lost()));
            account.assertKept();
            assertThat(unexcused.isKept()).as(account.figures()).isTrue();
            assertThat(unexcused.failed()).as(account.figures()).isZero();
            assertThat((double) account.events().count(Kind.RESUMED)).isGreaterThanOrEqualTo(atLeast * 0.999 - 1);
            assertThat(account.events().gap(99)).isLessThan(Scale.atMost(5));
            assertThat(account.events().last(Kind.RECONNECTING)).isLessThan(Scale.atMost(3));
        } finally {
            // The next test begins with all of them, whatever became of this one.
            cluster.restartEnded();
        }
    }

    /**
     * Kills a gateway of sessions whose clients do not come back, and watches from another one. Leaves it dead.
     *
     * @param store its name
     */
    static void tryWithGhostsOn(Cluster cluster, String store) {
        // Given
        Peer watcher = cluster.peer(0, "watcher");
        watcher.join("ghosts");
        List<RawSocket> clients = new ArrayList<>();
        for (int i = 0; i < GHOSTS; i++) {
            clients.add(RawSocket.open(cluster.gateway(1).plainPort()).hello("demo", "ghost-" + i));
            clients.get(i).text("{\"type\":\"join\",\"id\":1,\"room\":\"ghosts\"}");
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> watcher.members("ghosts").size() == GHOSTS + 1);
        cluster.awaitSteady();
        List<Double> away = Collections.synchronizedList(new ArrayList<>());
        List<Double> gone = Collections.synchronizedList(new ArrayList<>());
        long begun = System.nanoTime();

        // When
        cluster.gateway(1).process().kill();

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
                "SIGKILL of one gateway whose clients do not come back, " + store,
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
