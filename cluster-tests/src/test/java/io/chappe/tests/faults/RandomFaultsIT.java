package io.chappe.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.ledger.Account;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Scale;
import io.chappe.tests.ledger.Trial;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Random faults, two at a time; {@code deploy/chaos --seed N} chooses which. */
@Tag("fault")
@Tag("long")
@Timeout(1_200)
class RandomFaultsIT {
    private static final long SEED = Long.getLong("chappe.faults.seed", 1);
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("chappe.faults.seconds", 300));

    @RegisterExtension
    static final Cluster CLUSTER =
            Cluster.of(3, Scale.gateways(), new JsonObject().put("drain", new JsonObject().put("deadline", "30s")));

    @Test
    void theLedgerBalances() {
        // Given
        RandomFaults faults = new RandomFaults(CLUSTER, SEED);
        List<String> happened = new ArrayList<>();
        try (Trial trial = Trial.on(CLUSTER)) {
            long end = System.nanoTime() + TIME.toNanos();

            // When
            while (System.nanoTime() < end) {
                happened.add(faults.round());
                trial.watchFor(Duration.ofSeconds(3));
            }

            // Then
            Account account = trial.settle();
            Results.row(
                    "Random faults, two at a time, seed " + SEED,
                    "0 lost, twice, silent; rosters right at the end",
                    "%d rounds in %d s; %s".formatted(happened.size(), TIME.toSeconds(), account.figures()));
            assertThat(account.balance().isKept())
                    .as("%s after %s", account.figures(), happened)
                    .isTrue();
            assertThat(account.wrongRosters())
                    .as("%s after %s", account.figures(), happened)
                    .isZero();
        }
    }
}
