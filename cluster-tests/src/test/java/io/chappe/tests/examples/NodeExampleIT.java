package io.chappe.tests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Cluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example for Node in the JavaScript client's README says what it says that it says. */
@Timeout(60)
class NodeExampleIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.shared();

    private static final Pattern EXAMPLE = Pattern.compile("```js\n(// example\\.mjs.*?)```", Pattern.DOTALL);

    @Test
    void runsAsItStands() throws Exception {
        // Given
        Path client = Cluster.root().resolve("clients/js");
        Path example = Files.createDirectories(client.resolve("target")).resolve("example.mjs");
        Files.writeString(example, example(client));

        // When
        ProcessBuilder command = new ProcessBuilder("node", example.toString()).redirectErrorStream(true);
        command.environment().put("NODE_EXTRA_CA_CERTS", CLUSTER.tls().ca().toString());
        Process node = command.start();
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(node.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(output)
                .contains("bob joined")
                .contains("greeting from ada: { text: 'Hello, Bob' }")
                .contains("status: 'relayed'", "sessions: 1");
        assertThat(node.exitValue()).as(output).isZero();
    }

    private static String example(Path client) throws IOException {
        Matcher found = EXAMPLE.matcher(Files.readString(client.resolve("README.md")));
        assertThat(found.find()).as("an example in the README").isTrue();
        return found.group(1)
                .replace("'./src/", "'../src/")
                .replace("localhost:8443", "localhost:" + CLUSTER.gateway(0).tlsPort())
                .replace("localhost:8444", "localhost:" + CLUSTER.gateway(1).tlsPort());
    }
}
