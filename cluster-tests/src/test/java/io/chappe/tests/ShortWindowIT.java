package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.NodeConfigs;
import io.chappe.tests.harness.NodeProcess;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A resume window that is too short for the lease of the presence-services. */
@Timeout(90)
class ShortWindowIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(1, 0, NodeConfigs.resumeWindow(Duration.ofSeconds(15)));

    @Test
    void keepsAGatewayFromBecomingReadyWhichSaysWhatToChange() {
        // When
        NodeProcess gateway = CLUSTER.launchGateway().process();

        // Then
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(gateway.operations("/health/ready"))
                        .contains("tenants[].resumeWindow of 'demo' is 15s", "longer than 15s", "shorter than 10s"));
        assertThat(gateway.isReady()).isFalse();
        assertThat(gateway.log()).contains("ERROR").contains("tenants[].resumeWindow of 'demo' is 15s");
    }
}
