package io.chappe.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.ledger.Account;
import io.chappe.tests.ledger.Events.Kind;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Scale;
import io.chappe.tests.ledger.Trial;
import java.time.Duration;
import java.util.List;

/** Gateways are killed under load: their sessions go on elsewhere, and nobody's room loses them. */
final class KilledGateway {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(12);
    private static final String PROMISE =
            "99.9 % resume, p99 under 5 s; 0 lost, twice, `member-left`; `reconnecting` at most 3 s after";

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
            Results.row(fault, PROMISE, account.figures());
            account.assertKept();
            assertThat((double) account.events().count(Kind.RESUMED)).isGreaterThanOrEqualTo(atLeast * 0.999 - 1);
            assertThat(account.events().gap(99)).isLessThan(Scale.atMost(5));
            assertThat(account.events().last(Kind.RECONNECTING)).isLessThan(Scale.atMost(3));
        } finally {
            // The next test begins with all of them, whatever became of this one.
            cluster.restartEnded();
        }
    }
}
