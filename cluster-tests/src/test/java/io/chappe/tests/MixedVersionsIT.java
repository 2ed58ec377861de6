package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.GatewayProcess;
import io.chappe.tests.harness.Metrics;
import io.chappe.tests.harness.NextBuild;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.Variation;
import io.chappe.tests.ledger.Bystanders;
import io.chappe.tests.ledger.Results;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A rollout: nodes of this build, of which the last ones go, beside nodes of the next. */
@Tag("fault")
@Timeout(180)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MixedVersionsIT {
    /** The first service and the first gateway are old. */
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(2, 3, new Variation() {
        @Override
        public List<Path> classes(String node) {
            return node.endsWith("-0") ? List.of() : List.of(NextBuild.classes());
        }
    });

    private static final Duration TALK = Duration.ofSeconds(1);
    private static final Duration AGREED = Duration.ofSeconds(20);

    private static Stream<Metrics> metrics() {
        return Stream.concat(
                        IntStream.range(0, 3).mapToObj(CLUSTER::gateway).map(GatewayProcess::process),
                        IntStream.range(0, 2).mapToObj(CLUSTER::service))
                .filter(process -> process.isAlive())
                .map(process -> process.metrics());
    }

    private static List<Double> versions() {
        return metrics().map(node -> node.sum("chappe_wire_version")).distinct().toList();
    }

    private static double malformed() {
        return metrics()
                .mapToDouble(node ->
                        node.sum("chappe_inbox_malformed_total") + node.sum("chappe_service_requests_malformed_total"))
                .sum();
    }

    @Test
    @Order(1)
    void theOldAndTheNextBuildUnderstandEachOther() {
        // Given
        Peer ann = CLUSTER.peer(0, "ann");
        Peer bob = CLUSTER.peer(1, "bob");
        List<String> rooms = IntStream.range(0, 8).mapToObj(i -> "room-" + i).toList();

        // When
        // Both services have some of them.
        rooms.forEach(room -> {
            ann.join(room);
            bob.join(room);
        });
        Bystanders toTheNext = Bystanders.begin(ann, bob);
        Bystanders toTheOld = Bystanders.begin(bob, ann);
        LockSupport.parkNanos(TALK.toNanos());

        // Then
        toTheNext.end();
        toTheOld.end();
        rooms.forEach(room -> ann.awaitPeersIn(room, "ann", "bob"));
        Results.row(
                "Nodes of two builds, of which the next one has a newer wire version",
                "both directions work, in the older version",
                "%d rooms joined from both; to the next build %s; to the old one %s; written version %.0f, %.0f malformed"
                        .formatted(
                                rooms.size(),
                                toTheNext.figures(),
                                toTheOld.figures(),
                                versions().get(0),
                                malformed()));
        assertThat(versions()).containsExactly(2.0);
        assertThat(malformed()).isZero();
        ann.bye();
        bob.bye();
    }

    @Test
    @Order(2)
    void onceTheOldBuildHasGoneTheNextSpeaksItsOwnVersion() {
        // Given
        Peer bob = CLUSTER.peer(1, "bob");
        Peer eve = CLUSTER.peer(2, "eve");
        bob.join("after");
        eve.join("after");
        Bystanders signals = Bystanders.begin(eve, bob);

        // When
        CLUSTER.gateway(0).process().stop();
        CLUSTER.service(0).stop();
        long ended = System.nanoTime();

        // Then
        await("the next version").atMost(AGREED).until(() -> versions().equals(List.of(3.0)));
        double agreed = (System.nanoTime() - ended) / 1e9;
        bob.join("another");
        eve.join("another");
        signals.end();
        Results.row(
                "The last nodes of the older wire version end",
                "the others write the newer one; nobody notices",
                "%.1f s after; %s; %.0f malformed".formatted(agreed, signals.figures(), malformed()));
        assertThat(malformed()).isZero();
    }
}
