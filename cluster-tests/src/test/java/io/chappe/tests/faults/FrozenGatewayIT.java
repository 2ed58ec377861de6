package io.chappe.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Metrics;
import io.chappe.tests.harness.NodeProcess;
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
    private static final int FROZEN = 2;
    private static final Duration AWAKE = Duration.ofSeconds(5);

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

    @Test
    void muchLongerThanItsLeaseItComesBackWithNothing() throws Exception {
        // When
        Woken woken = whenFrozenFor(Duration.ofSeconds(40));

        // Then
        Account account = woken.account();
        Results.row(
                "SIGSTOP of one gateway for 40 s, longer than lease and resume window",
                "0 lost, twice, errors, `member-left`; `reconnecting` at most lease + 2 s after; fenced when it wakes",
                "%s; %.0f sockets and %.0f sessions on it 5 s after it woke"
                        .formatted(account.figures(), woken.sockets(), woken.sessions()));
        account.assertKept();
        assertThat(account.events().last(Kind.RECONNECTING)).isLessThan(Scale.atMost(LEASE_S + 2));
        assertThat(woken.sockets()).isZero();
        assertThat(woken.sessions()).isZero();
        CLUSTER.awaitReady();
    }

    /** What it still has when it has been awake for a moment. */
    private record Woken(Account account, double sockets, double sessions) {}

    private static Account frozenFor(Duration time) throws Exception {
        return whenFrozenFor(time).account();
    }

    private static Woken whenFrozenFor(Duration time) throws Exception {
        NodeProcess frozen = CLUSTER.gateway(FROZEN).process();
        try (Trial trial = Trial.on(CLUSTER)) {
            frozen.whileFrozen(() -> {
                trial.watchFor(time);
                return null;
            });
            trial.watchFor(AWAKE);
            Metrics metrics = frozen.metrics();
            return new Woken(trial.settle(), metrics.sum("chappe_sockets_open"), metrics.sum("chappe_sessions"));
        }
    }
}
