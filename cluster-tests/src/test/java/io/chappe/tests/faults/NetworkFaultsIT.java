package io.chappe.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.FaultProxy;
import io.chappe.tests.harness.FaultProxy.Way;
import io.chappe.tests.ledger.Account;
import io.chappe.tests.ledger.Events.Kind;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Scale;
import io.chappe.tests.ledger.Trial;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The network between clients and gateways fails under load: no signal is lost, none comes twice, nobody has left. */
@Tag("fault")
@Tag("long")
@Timeout(240)
class NetworkFaultsIT {
    private static final String KEPT = "0 lost, twice, errors, `member-left`; rosters right";
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final Duration RESUMING = Duration.ofSeconds(8);
    /** A client asks after 7 s of silence, and looks for another gateway 7 s later. */
    private static final Duration SILENCE = Duration.ofSeconds(14);
    /** Where it hears others, but has no answer, it waits 7 s more. */
    private static final Duration DEAFNESS = Duration.ofSeconds(21);

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(Scale.services(), Scale.gateways());

    private final List<FaultProxy> proxies = IntStream.range(0, CLUSTER.gateways())
            .mapToObj(i -> FaultProxy.to(CLUSTER.gateway(i).tlsPort()))
            .toList();

    @AfterEach
    void takeAway() {
        proxies.forEach(FaultProxy::close);
    }

    private Trial trial() {
        return Trial.through(proxies.stream().map(FaultProxy::signalUrl).toList(), CLUSTER);
    }

    private static int sessionsOfOneGateway(Trial trial) {
        return trial.sessions() / Scale.gateways();
    }

    private static Account settled(String fault, String promise, Trial trial) {
        Account account = trial.settle();
        Results.row(fault, promise, account.figures());
        account.assertKept();
        return account;
    }

    @Test
    void allSocketsOfOneGatewayAreReset() {
        // Given
        try (Trial trial = trial()) {
            int atLeast = sessionsOfOneGateway(trial);

            // When
            proxies.get(0).reset();
            trial.watchFor(RESUMING);

            // Then
            Account account = settled("All sockets of one gateway reset", KEPT + "; p99 under 5 s", trial);
            assertThat(account.events().count(Kind.RESUMED)).isBetween(atLeast - 1, atLeast + 1);
            assertThat(account.events().gap(99)).isLessThan(Scale.atMost(5));
        }
    }

    @Test
    void allSocketsOfAllGatewaysAreReset() {
        // Given
        try (Trial trial = trial()) {
            // When
            proxies.forEach(FaultProxy::reset);
            trial.watchFor(RESUMING);

            // Then
            Account account = settled("Reconnect storm: all sockets of all gateways reset", KEPT, trial);
            assertThat(account.events().count(Kind.RESUMED)).isEqualTo(account.sessions());
        }
    }

    @Test
    void theWayToOneGatewayStandsStill() {
        // Given
        try (Trial trial = trial()) {
            // When
            proxies.get(0).stall();
            trial.watchFor(TEN_SECONDS);
            proxies.get(0).heal();
            trial.watchFor(RESUMING);

            // Then
            settled("Sockets of one gateway stalled 10 s", KEPT, trial);
        }
    }

    @Test
    void theSocketsOfOneGatewayAreHalfOpen() {
        // Given
        try (Trial trial = trial()) {
            int atLeast = sessionsOfOneGateway(trial);

            // When
            proxies.get(0).swallow(Way.values());
            trial.watchFor(SILENCE.plus(RESUMING));

            // Then
            Account account =
                    settled("Sockets of one gateway half-open: no byte, no FIN", KEPT + "; resumed in 14 + 5 s", trial);
            assertThat(account.events().count(Kind.RESUMED)).isBetween(atLeast - 1, atLeast + 1);
            assertThat(account.events().last(Kind.RESUMED)).isLessThan(SILENCE.toSeconds() + Scale.atMost(2.5));
        }
    }

    @Test
    void theSocketsOfOneGatewayHearAndAreNotHeard() {
        // Given
        try (Trial trial = trial()) {
            int atLeast = sessionsOfOneGateway(trial);

            // When
            proxies.get(0).swallow(Way.TO_SERVER);
            trial.watchFor(DEAFNESS.plus(RESUMING));

            // Then
            Account account = settled(
                    "Sockets of one gateway half-open towards the gateway only", KEPT + "; resumed in 21 + 5 s", trial);
            assertThat(account.events().count(Kind.RESUMED)).isBetween(atLeast - 1, atLeast + 1);
            assertThat(account.events().last(Kind.RESUMED)).isLessThan(DEAFNESS.toSeconds() + Scale.atMost(2.5));
        }
    }

    @Test
    void bytesChangeOnTheirWay() {
        // Given
        try (Trial trial = trial()) {
            int atLeast = sessionsOfOneGateway(trial);

            // When
            proxies.get(0).corrupt(Way.TO_SERVER);
            proxies.get(1).corrupt(Way.TO_CLIENT);
            trial.watchFor(RESUMING);

            // Then
            Account account = settled("A bit changed in each socket of two gateways", KEPT, trial);
            assertThat(account.events().count(Kind.RESUMED)).isGreaterThanOrEqualTo(2 * atLeast - 2);
        }
    }

    @Test
    void theWayToAllGatewaysIsSlow() {
        // Given
        try (Trial trial = trial()) {
            // When
            proxies.forEach(proxy -> proxy.delay(Duration.ofMillis(300)));
            trial.watchFor(TEN_SECONDS);
            proxies.forEach(FaultProxy::heal);
            trial.watchFor(Duration.ofSeconds(2));

            // Then
            Account account = settled("300 ms each way between clients and gateways for 10 s", KEPT, trial);
            assertThat(account.events().count(Kind.RESUMED)).isZero();
        }
    }
}
