package io.chappe.tests.faults;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Store;
import io.chappe.tests.ledger.Scale;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Redis stands still, dies, forgets. */
@Tag("fault")
@Tag("long")
@Timeout(300)
class LostRedisIT {
    private static final Duration MINUTE = Duration.ofSeconds(60);

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(Scale.services(), Scale.gateways(), new JsonObject(), Store.redis());

    @Test
    void itIsAwayForAMinute() {
        LostStore.tryOn(
                        CLUSTER,
                        "Redis away for 60 s (SIGSTOP)",
                        CLUSTER.redis()::freeze,
                        MINUTE,
                        CLUSTER.redis()::thaw)
                .account()
                .assertAllRelayed();
    }

    @Test
    void itDiesAndComesBackEmptyAfterAMinute() {
        LostStore.tryOn(
                        CLUSTER,
                        "Redis killed, empty 60 s later",
                        CLUSTER.redis()::kill,
                        MINUTE,
                        CLUSTER.redis()::restart)
                .account()
                .assertAllRelayed();
    }

    @Test
    void itLosesEverything() {
        LostStore.tryOn(CLUSTER, "Redis FLUSHALL", () -> CLUSTER.redis().cli("flushall"), Duration.ZERO, () -> {})
                .account()
                .assertAllRelayed();
    }

    @Test
    void itIsPaused() {
        LostStore.tryOn(
                        CLUSTER,
                        "Redis CLIENT PAUSE 5 s",
                        () -> CLUSTER.redis().cli("client", "pause", "5000"),
                        Duration.ZERO,
                        () -> {})
                .account()
                .assertAllRelayed();
    }
}
