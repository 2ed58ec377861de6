package io.chappe.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.node.bus.ClusterStructures;
import io.chappe.node.config.ClusterConfig;
import io.chappe.node.config.OperationsConfig;
import io.chappe.node.config.Setting;
import io.chappe.testing.FreePorts;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The start and the end of a process, with the smallest of services. */
@Timeout(60)
class NodeProcessIT {
    /** What the runnable jars have in their manifests. */
    private static final List<String> HAZELCAST_ACCESS = List.of(
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.management/sun.management=ALL-UNNAMED",
            "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

    record SmallConfig(
            ClusterConfig cluster,

            @Setting(def = "{port: 0}", help = "Operations.")
            OperationsConfig operations,

            @Setting(def = "false", help = "Whether the service fails.")
            boolean broken)
            implements NodeConfig {}

    /** Runs in the other process. */
    static final class SmallNode {
        public static void main(String[] args) {
            NodeProcess.presence(
                            SmallConfig.class,
                            ClusterStructures.NONE,
                            (config, node, operations) -> config.broken()
                                    ? Future.failedFuture(new IllegalStateException("it is broken"))
                                    : Future.succeededFuture(SmallNode::close))
                    .run(args);
        }

        private static Future<Void> close() {
            System.out.println("service closed");
            return Future.succeededFuture();
        }
    }

    @TempDir
    Path folder;

    @Test
    void startsAndEndsInOrderAtSigterm() throws Exception {
        // Given
        int port = FreePorts.next();
        Process process = start("cluster: {hazelcastPort: %d, busPort: %d, members: ['127.0.0.1:%d']}"
                .formatted(port, FreePorts.next(), port));
        awaitOutput("has started");

        // When
        process.destroy();
        boolean ended = process.waitFor(15, TimeUnit.SECONDS);

        // Then
        assertThat(ended).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(output()).contains("service closed").doesNotContain(" WARN ", " ERROR ", "Exception");
    }

    @Test
    void saysInOneLineWhatIsWrongWithTheConfiguration() throws Exception {
        // When
        Process process = start("cluster: {bussPort: 1}");

        // Then
        assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output())
                .startsWith(folder.resolve("node.yaml")
                        + ":1: cluster.bussPort: no such setting; known here: name, nodeName, host, ")
                .hasLineCount(1);
    }

    @Test
    void saysInOneLineThatItDoesNotKnowAFormatOfTheLog() throws Exception {
        // When
        Process process = start("{}", Map.of("CHAPPE_LOG_FORMAT", "xml"));

        // Then
        assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output()).isEqualTo("CHAPPE_LOG_FORMAT must be one of plain, json, it is 'xml'\n");
    }

    @Test
    void saysInOneLineWhichPortIsTaken() throws Exception {
        // Given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            // When
            Process process = start("cluster: {hazelcastPort: %d, busPort: %d}".formatted(FreePorts.next(), port));

            // Then
            assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(output())
                    .isEqualTo("cannot listen on 127.0.0.1 port " + port + " (Address already in use): end the process"
                            + " that has the port, or set cluster.busPort or CHAPPE_CLUSTER_BUS_PORT\n");
        }
    }

    @Test
    void leavesTheClusterWhenTheServiceDoesNotStart() throws Exception {
        // When
        Process process = start("{cluster: {hazelcastPort: %d, busPort: %d}, broken: true}"
                .formatted(FreePorts.next(), FreePorts.next()));

        // Then
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output()).contains("it is broken").doesNotContain("\tat ");
    }

    private Process start(String yaml) throws IOException {
        return start(yaml, Map.of());
    }

    private Process start(String yaml, Map<String, String> environment) throws IOException {
        Path config = Files.writeString(folder.resolve("node.yaml"), yaml);
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m"));
        command.addAll(HAZELCAST_ACCESS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SmallNode.class.getName()));
        command.addAll(List.of("--config", config.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private void awaitOutput(String text) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!output().contains(text)) {
            assertThat(System.nanoTime()).as(output()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }
}
