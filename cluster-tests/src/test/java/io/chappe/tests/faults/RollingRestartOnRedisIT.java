package io.chappe.tests.faults;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Store;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A rollout, with the state in Redis. */
@Tag("fault")
@Tag("long")
@Timeout(600)
class RollingRestartOnRedisIT {
    @RegisterExtension
    static final Cluster CLUSTER = RollingRestart.cluster(Store.redis());

    @Test
    void aRolloutLosesNothing() {
        RollingRestart.tryOn(CLUSTER, "Redis");
    }
}
