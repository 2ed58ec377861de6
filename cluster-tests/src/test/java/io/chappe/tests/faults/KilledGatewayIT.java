package io.chappe.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.ledger.Account;
import io.chappe.tests.ledger.Events.Kind;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Scale;
import io.chappe.tests.ledger.Trial;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A gateway is killed under load: its sessions go on elsewhere, no signal is lost, none comes twice, and nobody's room
 * notices more than that they were away.
 */
@Timeout(240)
class KilledGatewayIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(12);

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(Scale.services(), Scale.gateways());

    @Test
    void itsSessionsGoOnAndNothingIsLost() {
        // Given
        try (Trial trial = Trial.on(CLUSTER)) {
            int atLeast = trial.sessions() / Scale.gateways();

            // When
            CLUSTER.gateway(2).process().kill();
            trial.watchFor(LONG_ENOUGH);

            // Then
            Account account = trial.settle();
            Results.row(
                    "SIGKILL of one gateway",
                    "99.9 % resume, p99 under 5 s; 0 lost, twice, `member-left`; `reconnecting` at most 3 s after",
                    account.figures());
            account.assertKept();
            assertThat(account.events().count(Kind.RESUMED)).isGreaterThanOrEqualTo(atLeast - 1);
            assertThat(account.events().gap(99)).isLessThan(Scale.atMost(5));
            assertThat(account.events().last(Kind.RECONNECTING)).isLessThan(Scale.atMost(3));
        }
    }
}
