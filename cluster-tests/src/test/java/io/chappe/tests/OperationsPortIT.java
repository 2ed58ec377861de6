package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.NodeProcess;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator is told who knows no more than the port. */
class OperationsPortIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.shared();

    private static Stream<NodeProcess> nodes() {
        return Stream.of(CLUSTER.gateway(0).process(), CLUSTER.service(0));
    }

    @Test
    void everyMeterSaysWhatItIs() {
        // When
        List<String> help = nodes().flatMap(node -> node.operations("/metrics").lines())
                .filter(line -> line.startsWith("# HELP chappe_"))
                .toList();

        // Then
        assertThat(help).hasSizeGreaterThan(20).allMatch(line -> line.matches("# HELP \\S+ \\S.*"));
    }

    @Test
    void theRootListsThePathsAndTheCommands() {
        // When
        String paths = CLUSTER.gateway(0).process().operations("/");

        // Then
        assertThat(paths).contains("GET /health/ready\n", "GET /metrics\n", "POST /drain\n");
    }
}
