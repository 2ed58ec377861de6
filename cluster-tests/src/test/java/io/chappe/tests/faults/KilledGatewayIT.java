package io.chappe.tests.faults;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.ledger.Scale;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Killed gateways, with the state in the presence-services. */
@Tag("fault")
@Timeout(240)
class KilledGatewayIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(Scale.services(), Scale.gateways());

    @AfterEach
    void startAgain() {
        CLUSTER.restartEnded();
    }

    @Test
    void itsSessionsGoOnAndNothingIsLost() {
        KilledGateway.tryOn(CLUSTER, "SIGKILL of one gateway, Hazelcast", List.of(2));
    }

    @Test
    void whoDoesNotComeBackIsGoneAfterTheWindow() {
        KilledGateway.tryWithGhostsOn(CLUSTER, "Hazelcast");
    }
}
