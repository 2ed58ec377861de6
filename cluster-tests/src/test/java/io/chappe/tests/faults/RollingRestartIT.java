package io.chappe.tests.faults;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Store;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A rollout, with the state in the presence-services. */
@Tag("fault")
@Timeout(600)
class RollingRestartIT {
    @RegisterExtension
    static final Cluster CLUSTER = RollingRestart.cluster(Store.hazelcast());

    @Test
    void aRolloutLosesNothing() {
        RollingRestart.tryOn(CLUSTER, "Hazelcast");
    }
}
