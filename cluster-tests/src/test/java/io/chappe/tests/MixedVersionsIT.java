package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.client.Target;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.GatewayProcess;
import io.chappe.tests.harness.Metrics;
import io.chappe.tests.harness.NextBuild;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.Variation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A rollout: nodes of this build, of which the last ones go, beside nodes of the next. */
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
        ann.signal(Target.session(bob.id()), "to the next");
        bob.signal(Target.session(ann.id()), "to the old");
        bob.signal(Target.room("room-0"), "to all");

        // Then
        assertThat(bob.awaitSignals(1)).extracting(signal -> signal.data()).containsExactly("to the next");
        assertThat(ann.awaitSignals(2)).extracting(signal -> signal.data()).containsExactly("to the old", "to all");
        rooms.forEach(room -> ann.awaitPeersIn(room, "ann", "bob"));
        assertThat(versions()).containsExactly(1.0);
        assertThat(metrics())
                .allMatch(node -> node.sum("chappe_inbox_malformed_total") == 0
                        && node.sum("chappe_service_requests_malformed_total") == 0);
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

        // When
        CLUSTER.gateway(0).process().stop();
        CLUSTER.service(0).stop();

        // Then
        await("the next version").atMost(AGREED).until(() -> versions().equals(List.of(2.0)));
        bob.signal(Target.session(eve.id()), "in the next version");
        assertThat(eve.awaitSignals(1)).extracting(signal -> signal.data()).containsExactly("in the next version");
        bob.join("another");
        eve.join("another");
        assertThat(metrics()).allMatch(node -> node.sum("chappe_inbox_malformed_total") == 0);
    }
}
