package io.chappe.tests.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.client.ClientOptions;
import io.chappe.client.Identity;
import io.chappe.tests.harness.Cluster;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A gateway is killed under load: its sessions go on elsewhere, no signal is lost, none comes twice, and nobody's room
 * notices more than that they were away.
 */
@Timeout(240)
class KilledGatewayIT {
    private static final int PAIRS = 100;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(1, 3);

    @Test
    void itsSessionsGoOnAndNothingIsLost() throws InterruptedException {
        // Given
        List<URI> urls = IntStream.range(0, 3)
                .mapToObj(i -> CLUSTER.gateway(i).signalUrl())
                .toList();
        ClientOptions options =
                CLUSTER.trusting(ClientOptions.of(Identity.anonymous("demo", null), urls.toArray(URI[]::new)));
        try (Load load = new Load(CLUSTER.vertx(), TIMEOUT)) {
            load.open(PAIRS, options, urls);
            load.start();
            Thread.sleep(3_000);
            load.events().begin();

            // When
            CLUSTER.gateway(2).process().kill();

            // Then
            Thread.sleep(12_000);
            Balance balance = load.settle();
            Events events = load.events();
            report(load, balance, events);
            assertThat(balance.isKept()).as(balance.toString()).isTrue();
            assertThat(balance.failed()).as(balance.toString()).isZero();
            assertThat(events.count(Events.Kind.LEFT)).isZero();
            assertThat(events.count(Events.Kind.SESSION_LOST)).isZero();
            assertThat(events.count(Events.Kind.RESUMED)).isGreaterThanOrEqualTo(load.sessions() / 3 - 1);
            assertThat(events.gap(99)).isLessThan(10);
        }
    }

    @SuppressWarnings("SystemOut")
    private static void report(Load load, Balance balance, Events events) {
        System.out.printf(
                "%d sessions, a gateway killed: %s; resumed %d, without a socket p50 %.2f s p99 %.2f s;"
                        + " shown reconnecting %d, the last %.2f s after the kill; left %d, session lost %d%n",
                load.sessions(),
                balance,
                events.count(Events.Kind.RESUMED),
                events.gap(50),
                events.gap(99),
                events.count(Events.Kind.RECONNECTING),
                events.last(Events.Kind.RECONNECTING),
                events.count(Events.Kind.LEFT),
                events.count(Events.Kind.SESSION_LOST));
    }
}
