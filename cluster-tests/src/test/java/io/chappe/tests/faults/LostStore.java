package io.chappe.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.ledger.Account;
import io.chappe.tests.ledger.Joins;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Scale;
import io.chappe.tests.ledger.Trial;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** The state is away for a while, under load: standing pairs do not notice, and who comes anew is told when to come again. */
final class LostStore {
    private static final Duration HEALED = Duration.ofSeconds(30);
    private static final Duration CALM = Duration.ofSeconds(3);
    private static final String PROMISE =
            "standing pairs: 0 lost, twice, errors, `reconnecting`, `member-left`, resumed;"
                    + " joins answered in 2 s, if not joined with a hint when to come again; healed in 30 s, rooms right to who comes anew";

    private LostStore() {}

    /**
     * What became of it.
     *
     * @param joined how many seconds after the mend the last who joined was refused
     */
    record Outcome(Account account, double joined) {}

    /**
     * Breaks it, waits, mends it.
     *
     * @param breaks what fails
     * @param away for how long
     * @param mend an orchestrator's part; what heals by itself needs none
     */
    static Outcome tryOn(Cluster cluster, String fault, Runnable breaks, Duration away, Runnable mend) {
        // Given
        try (Trial trial = Trial.on(cluster);
                Joins joins = new Joins(cluster)) {
            trial.watchFor(CALM);
            assertThat(joins.refused()).as(joins.figures()).isZero();

            // When
            breaks.run();
            trial.watchFor(away);
            mend.run();
            double mended = joins.moment();
            double healed = secondsUntilHealed(cluster);

            // Then
            Account account = trial.settle();
            int wrongRooms = roomsWrongToANewcomer(cluster, trial);
            double again = joins.lastRefusedAfter(mended);
            Results.row(
                    fault,
                    PROMISE,
                    account.figures() + "; " + joins.figures()
                            + "; none refused %.1f s after the mend, all put back %.1f s after it; then %d of %d rooms wrong to who came anew"
                                    .formatted(again, healed, wrongRooms, Scale.roomsLookedAt()));
            account.assertKept();
            account.assertUnnoticed();
            assertThat(account.relayed().isKept()).as(account.figures()).isTrue();
            assertThat(wrongRooms).isZero();
            assertThat(joins.unexplained()).as(joins.figures()).isZero();
            assertThat(joins.took(99)).isLessThan(Scale.atMost(2));
            assertThat(Math.max(again, healed)).isLessThan(Scale.atMost((double) HEALED.toSeconds()));
            return new Outcome(account, again);
        }
    }

    /** The pairs' own rosters stood all the while: only who asks the store sees what was put back. */
    private static int roomsWrongToANewcomer(Cluster cluster, Trial trial) {
        Peer newcomer = cluster.peer(0, "newcomer");
        try {
            return trial.roomsWrongTo(newcomer);
        } finally {
            newcomer.bye();
        }
    }

    /** Until nothing has been put back for a moment, joins tried all the while. */
    private static double secondsUntilHealed(Cluster cluster) {
        long mended = System.nanoTime();
        AtomicLong unhealed = new AtomicLong(mended);
        await("a whole store")
                .atMost(HEALED.multipliedBy(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    if (!isWhole(cluster)) {
                        unhealed.set(System.nanoTime());
                    }
                    return System.nanoTime() - unhealed.get() > CALM.toNanos();
                });
        return (unhealed.get() - mended) / 1e9;
    }

    private static boolean isWhole(Cluster cluster) {
        return IntStream.range(0, cluster.services())
                .mapToObj(cluster::service)
                .allMatch(service -> service.isReady() && service.metrics().sum("chappe_store_recovering") == 0);
    }
}
