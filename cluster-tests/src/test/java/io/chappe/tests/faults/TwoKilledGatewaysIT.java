package io.chappe.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.client.Target;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.GatewayProcess;
import io.chappe.tests.harness.NodeProcess;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.harness.Seconds;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Scale;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two of three gateways are killed at once: nobody keeps their addresses, nor does who comes anew. */
@Tag("fault")
@Tag("long")
@Timeout(240)
@TestMethodOrder(OrderAnnotation.class)
class TwoKilledGatewaysIT {
    private static final List<Integer> KILLED = List.of(0, 2);
    private static final int SURVIVOR = 1;
    private static final int NEW = 3;
    private static final String ROOM = "standing";
    private static final int SIGNALS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final double FORGOTTEN_S = 30;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(Scale.services(), Scale.gateways());

    @AfterEach
    void startAgain() {
        CLUSTER.restartEnded();
    }

    @Test
    @Order(1)
    void theirSessionsGoOnAndNothingIsLost() {
        KilledGateway.tryOn(CLUSTER, "SIGKILL of two gateways at once", KILLED);
    }

    @Test
    @Order(2)
    void aNewGatewayMeetsTheSurvivorAndNoDeadOne() {
        // Given
        Peer ann = CLUSTER.peer(SURVIVOR, "ann");
        ann.join(ROOM);
        List<RawSocket> ghosts = KILLED.stream().map(TwoKilledGatewaysIT::ghost).toList();
        ann.awaitPeersIn(ROOM, "ann", "ghost-0", "ghost-2");
        CLUSTER.awaitSteady();

        // When
        long start = System.nanoTime();
        KILLED.parallelStream()
                .forEach(index -> CLUSTER.gateway(index).process().kill());
        GatewayProcess fresh = CLUSTER.launchGateway();
        CLUSTER.awaitReady(fresh.process());
        double ready = Seconds.since(start);
        Reach.secondsUntilAllReachAll(CLUSTER, urls(SURVIVOR, NEW), LIMIT);
        double both = Seconds.since(start);

        // Then
        Peer bob = CLUSTER.peer(NEW, "bob");
        bob.join(ROOM);
        await("the dead to be gone")
                .atMost(LIMIT)
                .until(() ->
                        Stream.of(ann, bob).allMatch(peer -> peer.peersIn(ROOM).equals(List.of("ann", "bob"))));
        double gone = Seconds.since(start);
        double failed = failedRelays();
        for (int i = 0; i < SIGNALS; i++) {
            assertThat(ann.signal(Target.room(ROOM), i).sessions()).isEqualTo(1);
            assertThat(bob.signal(Target.room(ROOM), i).sessions()).isEqualTo(1);
        }
        failed = failedRelays() - failed;
        KILLED.forEach(CLUSTER::restartGateway);
        CLUSTER.awaitReady();
        double again = Reach.secondsUntilAllReachAll(CLUSTER, urls(0, SURVIVOR, 2, NEW), LIMIT);
        Results.row(
                "A gateway that starts when two others were killed at once",
                "no stale address after 30 s, on the new one neither",
                "signals both ways with the survivor %.1f s after, %.1f s after it was ready; the dead gone from both rosters %.1f s after (window 20 s), then %.0f of %d relays failed; with both started again all reach all %.1f s after they were ready"
                        .formatted(both, both - ready, gone, failed, 2 * SIGNALS, again));
        assertThat(gone).isLessThan(Scale.atMost(FORGOTTEN_S));
        assertThat(failed).isZero();
        ghosts.forEach(RawSocket::close);
        Stream.of(ann, bob).forEach(Peer::bye);
    }

    private static RawSocket ghost(int gateway) {
        RawSocket ghost = RawSocket.open(CLUSTER.gateway(gateway).plainPort()).hello("demo", "ghost-" + gateway);
        ghost.text("{\"type\":\"join\",\"id\":1,\"room\":\"%s\"}".formatted(ROOM));
        return ghost;
    }

    private static List<URI> urls(int... gateways) {
        return IntStream.of(gateways)
                .mapToObj(i -> CLUSTER.gateway(i).signalUrl())
                .toList();
    }

    private static double failedRelays() {
        return Stream.of(SURVIVOR, NEW)
                .map(i -> CLUSTER.gateway(i).process())
                .map(NodeProcess::metrics)
                .mapToDouble(metrics -> metrics.sum("chappe_relay_failed_total"))
                .sum();
    }
}
