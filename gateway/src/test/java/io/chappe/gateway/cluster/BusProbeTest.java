package io.chappe.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.NodeId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BusProbeTest {
    private static final NodeId SELF = new NodeId("self");
    private static final NodeId ANN = new NodeId("ann");
    private static final NodeId BOB = new NodeId("bob");

    private final List<String> done = new ArrayList<>();
    private final List<NodeId> asked = new ArrayList<>();
    private List<NodeId> members = List.of(SELF, ANN, BOB);
    private Set<NodeId> deaf = Set.of();
    private long now;
    private final BusProbe probe = new BusProbe(
            SELF,
            () -> members,
            (node, lane) -> {
                asked.add(node);
                return deaf.contains(node) ? Future.failedFuture("silence") : Future.succeededFuture();
            },
            new BusProbe.Remedies(node -> done.add("routes"), () -> done.add("inbox")),
            Duration.ofSeconds(15),
            () -> now);

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            now += TimeUnit.SECONDS.toNanos(1);
            probe.tick();
        }
    }

    @Test
    void aClusterThatHearsIsLeftAlone() {
        // When
        pass(100);

        // Then
        assertThat(done).isEmpty();
        assertThat(probe.silent()).isZero();
        assertThat(probe.problem()).isEmpty();
    }

    @Test
    void oneSilentGatewayIsLookedUpAnewAndNoReasonToDoubtOneself() {
        // Given
        deaf = Set.of(ANN);

        // When
        pass(5);
        pass(60);

        // Then
        assertThat(done).startsWith("routes").doesNotContain("inbox").hasSizeLessThan(10);
        assertThat(probe.silent()).isEqualTo(1);
        assertThat(probe.problem()).isEmpty();
    }

    @Test
    void whomNobodyAnswersReceivesAnewAndIsNotReadyInTheEnd() {
        // Given
        deaf = Set.of(ANN, BOB);

        // When
        pass(10);
        boolean early = probe.problem().isPresent();
        pass(15);

        // Then
        assertThat(done).contains("routes", "inbox");
        assertThat(early).isFalse();
        assertThat(probe.problem()).hasValue("no other gateway answers on the event bus");
    }

    @Test
    void whoIsHeardAgainIsReadyAgain() {
        // Given
        deaf = Set.of(ANN, BOB);
        pass(30);
        deaf = Set.of(ANN);

        // When
        pass(2);

        // Then
        assertThat(probe.problem()).isEmpty();
        assertThat(probe.silent()).isEqualTo(1);
    }

    @Test
    void ofTwoNobodyKnowsWhoIsDeaf() {
        // Given
        members = List.of(SELF, ANN);
        deaf = Set.of(ANN);

        // When
        pass(100);

        // Then
        assertThat(done).contains("routes", "inbox");
        assertThat(probe.problem()).isEmpty();
    }

    @Test
    void whoDoesNotHearItselfReceivesAnew() {
        // Given
        deaf = Set.of(SELF);

        // When
        pass(10);

        // Then
        assertThat(done).contains("inbox");
        assertThat(probe.problem()).isEmpty();
    }

    @Test
    void whoLeavesIsForgotten() {
        // Given
        deaf = Set.of(ANN);
        pass(10);
        members = List.of(SELF, BOB);

        // When
        pass(1);

        // Then
        assertThat(probe.silent()).isZero();
    }

    @Test
    void whoWasFrozenBeginsAnew() {
        // Given
        deaf = Set.of(ANN, BOB);
        pass(10);

        // When
        now += TimeUnit.SECONDS.toNanos(60);
        pass(1);

        // Then
        assertThat(probe.problem()).isEmpty();
        assertThat(probe.silent()).isZero();
    }

    @Test
    void ofManyEachHasItsTurn() {
        // Given
        members = IntStream.range(0, 20).mapToObj(i -> new NodeId("g" + i)).toList();
        pass(3);

        // When
        pass(5);

        // Then
        assertThat(asked).hasSize(5 * BusProbe.MAX_ASKED).containsAll(members);
    }

    @Test
    void whoHasJustComeIsNotAskedYet() {
        // Given
        pass(10);
        NodeId cyd = new NodeId("cyd");
        members = List.of(SELF, ANN, BOB, cyd);

        // When
        pass(3);

        // Then
        assertThat(asked).doesNotContain(cyd);
        pass(1);
        assertThat(asked).contains(cyd);
    }
}
