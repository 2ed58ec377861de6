package io.chappe.tests.faults;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Store;
import io.chappe.tests.ledger.Scale;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A killed gateway, with the state in Redis. */
@Tag("fault")
@Timeout(240)
class KilledGatewayOnRedisIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(Scale.services(), Scale.gateways(), new JsonObject(), Store.redis());

    @AfterEach
    void startAgain() {
        CLUSTER.restartEnded();
    }

    @Test
    void itsSessionsGoOnAndNothingIsLost() {
        KilledGateway.tryOn(CLUSTER, "SIGKILL of one gateway, Redis", List.of(2));
    }

    /** The windows are the same code on both stores; the contract suites compare them. */
    @Test
    @Tag("long")
    void whoDoesNotComeBackIsGoneAfterTheWindow() {
        KilledGateway.tryWithGhostsOn(CLUSTER, "Redis");
    }
}
