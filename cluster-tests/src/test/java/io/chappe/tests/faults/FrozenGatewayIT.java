package io.chappe.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.ledger.Account;
import io.chappe.tests.ledger.Events.Kind;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Scale;
import io.chappe.tests.ledger.Trial;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A gateway stands still under load and goes on later: a stop of the garbage collector, a machine that is moved. */
@Tag("fault")
@Tag("long")
@Timeout(240)
class FrozenGatewayIT {
    private static final double LEASE_S = 10;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(Scale.services(), Scale.gateways());

    @Test
    void shorterThanItsLeaseNobodyNotices() throws Exception {
        // When
        Account account = frozenFor(Duration.ofSeconds(6));

        // Then
        Results.row(
                "SIGSTOP of one gateway for 6 s, shorter than its lease",
                "0 lost, twice, errors, `reconnecting`, `member-left`",
                account.figures());
        account.assertKept();
        assertThat(account.events().count(Kind.RECONNECTING)).isZero();
    }

    @Test
    void longerThanItsLeaseItsSessionsGoOnElsewhere() throws Exception {
        // When
        Account account = frozenFor(Duration.ofSeconds(18));

        // Then
        Results.row(
                "SIGSTOP of one gateway for 18 s, longer than its lease",
                "0 lost, twice, errors, `member-left`; `reconnecting` at most lease + 2 s after",
                account.figures());
        account.assertKept();
        assertThat(account.events().last(Kind.RECONNECTING)).isLessThan(Scale.atMost(LEASE_S + 2));
        CLUSTER.awaitReady();
    }

    @Test
    void wokenBetweenItsLeaseAndTheClustersPatienceItsSessionsGoOnElsewhere() throws Exception {
        // When
        Account account = frozenFor(Duration.ofMillis(12_500));

        // Then
        Results.row(
                "SIGSTOP of one gateway for 12.5 s, longer than its lease and shorter than its clients' patience",
                "0 lost, twice, errors, `member-left`; `reconnecting` at most lease + 2 s after",
                account.figures());
        account.assertKept();
        assertThat(account.events().last(Kind.RECONNECTING)).isLessThan(Scale.atMost(LEASE_S + 2));
        CLUSTER.awaitReady();
    }

    private static Account frozenFor(Duration time) throws Exception {
        try (Trial trial = Trial.on(CLUSTER)) {
            CLUSTER.gateway(2).process().whileFrozen(() -> {
                trial.watchFor(time);
                return null;
            });
            trial.watchFor(Duration.ofSeconds(5));
            return trial.settle();
        }
    }
}
