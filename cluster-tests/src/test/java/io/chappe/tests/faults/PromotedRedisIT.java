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

/** The master dies, and sentinels promote its replica. */
@Tag("fault")
@Tag("long")
@Timeout(180)
class PromotedRedisIT {
    @RegisterExtension
    static final Cluster CLUSTER =
            Cluster.of(Scale.services(), Scale.gateways(), new JsonObject(), Store.redisBehindSentinels());

    @Test
    void joinsGoOnAtTheReplica() {
        LostStore.tryOn(
                CLUSTER,
                "Redis master killed, replica promoted by sentinels",
                CLUSTER.redis()::kill,
                Duration.ZERO,
                () -> {});
    }
}
