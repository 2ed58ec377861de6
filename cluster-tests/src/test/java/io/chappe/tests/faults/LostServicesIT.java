package io.chappe.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.ledger.Scale;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Presence-services die that keep the state themselves: one, which costs nothing, or all at once. */
@Tag("fault")
@Tag("long")
@Timeout(240)
class LostServicesIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(Scale.services(), Scale.gateways());

    private static void kill(List<Integer> services) {
        services.parallelStream().forEach(index -> CLUSTER.service(index).kill());
    }

    @Test
    void one() {
        LostStore.tryOn(
                        CLUSTER,
                        "SIGKILL of one of %d presence-services".formatted(CLUSTER.services()),
                        () -> kill(List.of(1)),
                        Duration.ofSeconds(5),
                        () -> CLUSTER.restartService(1))
                .account()
                .assertAllRelayed();
    }

    @Test
    void allAtOnce() {
        List<Integer> all = IntStream.range(0, CLUSTER.services()).boxed().toList();
        // The first to come back may begin a cluster of its own, and that of the gateways merges into it. Meanwhile
        // gateways are no members to each other, and what is only to be relayed between them may be refused.
        LostStore.Outcome outcome = LostStore.tryOn(
                CLUSTER,
                "SIGKILL of all presence-services at once, the first back 15 s later or more",
                () -> kill(all),
                Duration.ofSeconds(15),
                () -> {
                    all.forEach(CLUSTER::restartService);
                    await().atMost(Duration.ofSeconds(60))
                            .until(() -> all.stream()
                                    .anyMatch(index -> CLUSTER.service(index).isReady()));
                });
        assertThat(outcome.joined()).isLessThan(Scale.atMost(10));
    }
}
