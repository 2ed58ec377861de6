package io.chappe.tests.faults;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.FaultProxy;
import io.chappe.tests.harness.Store;
import io.chappe.tests.ledger.Account;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Scale;
import io.chappe.tests.ledger.Trial;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The network between presence-services and Redis fails under load: standing pairs do not notice. */
@Tag("fault")
@Tag("long")
@Timeout(240)
class SlowStoreIT {
    private static final String KEPT = "standing pairs: 0 lost, twice, errors, `reconnecting`, `member-left`";
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    /** Longer than a lease, so that what a fault has set off is over. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(14);

    @RegisterExtension
    static final Cluster CLUSTER =
            Cluster.of(Scale.services(), Scale.gateways(), new JsonObject(), Store.redisBehindProxy());

    private final FaultProxy proxy = CLUSTER.storeProxy();

    @AfterEach
    void heal() {
        proxy.heal();
        CLUSTER.awaitReady();
    }

    private static void assertUnnoticed(String fault, Trial trial) {
        Account account = trial.settle();
        Results.row(fault, KEPT, account.figures());
        account.assertKept();
        account.assertUnnoticed();
    }

    @Test
    void theStoreIsSlow() {
        // Given
        try (Trial trial = Trial.on(CLUSTER)) {
            // When
            proxy.delay(Duration.ofMillis(200));
            trial.watchFor(TEN_SECONDS);
            proxy.heal();
            trial.watchFor(AFTERWARDS);

            // Then
            assertUnnoticed("Redis 200 ms away each way for 10 s", trial);
        }
    }

    @Test
    void theStoreStandsStill() {
        // Given
        try (Trial trial = Trial.on(CLUSTER)) {
            // When
            proxy.stall();
            trial.watchFor(TEN_SECONDS);
            proxy.heal();
            trial.watchFor(AFTERWARDS);

            // Then
            assertUnnoticed("The way to Redis stalled 10 s", trial);
        }
    }

    @Test
    void theConnectionsToTheStoreAreReset() {
        // Given
        try (Trial trial = Trial.on(CLUSTER)) {
            // When
            proxy.reset();
            trial.watchFor(AFTERWARDS);

            // Then
            assertUnnoticed("All connections to Redis reset", trial);
        }
    }
}
