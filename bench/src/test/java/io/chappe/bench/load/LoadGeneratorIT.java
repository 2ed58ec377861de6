package io.chappe.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chappe.testing.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The generator against the raw relay, as processes: both do what they say. */
@Timeout(60)
class LoadGeneratorIT {
    private static int port;
    private static Process relay;

    @BeforeAll
    static void start() throws IOException {
        port = FreePorts.next();
        relay = java("io.chappe.bench.relay.RawRelay", Integer.toString(port), "EPOLL");
        assertThat(lines(relay).readLine()).startsWith("listening on");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        relay.destroy();
        assertThat(relay.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private static Process java(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static BufferedReader lines(Process process) {
        return process.inputReader(StandardCharsets.UTF_8);
    }

    /** The last of the answers to these commands. */
    private static JsonNode generate(List<String> options, String... commands) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "io.chappe.bench.load.LoadGenerator", "protocol=relay", "servers=127.0.0.1:" + port, "pairs=5"));
        arguments.addAll(options);
        Process generator = java(arguments.toArray(String[]::new));
        String answer;
        try (Writer in = generator.outputWriter(StandardCharsets.UTF_8);
                BufferedReader out = lines(generator)) {
            assertThat(out.readLine()).contains("\"open\":" + (options.contains("load=connect") ? 0 : 10));
            answer = "";
            for (String command : commands) {
                in.write(command + "\n");
                in.flush();
                answer = out.readLine();
            }
        }
        assertThat(generator.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return new ObjectMapper().readTree(answer);
    }

    @Test
    void asFastAsItGoesEachMessageIsAnswered() throws Exception {
        // When
        JsonNode seen = generate(List.of("load=closed"), "begin", "measure 1");

        // Then
        int messages = seen.path("messages").asInt();
        assertThat(messages).isGreaterThan(1_000);
        assertThat(seen.path("answers").asInt()).isBetween(messages - 100, messages + 100);
        assertThat(seen.path("refusals").asInt()).isEqualTo(0);
        assertThat(seen.path("closed").asInt()).isEqualTo(0);
    }

    @Test
    void whatHaltsGoesOnWhereItWas() throws Exception {
        // When
        JsonNode halted = generate(List.of("load=closed"), "begin", "measure 1", "halt", "measure 1", "measure 1");
        JsonNode again = generate(List.of("load=closed"), "begin", "halt", "measure 1", "begin", "measure 1");

        // Then
        assertThat(halted.path("messages").asInt()).isEqualTo(0);
        assertThat(again.path("messages").asInt()).isGreaterThan(1_000);
    }

    @Test
    void byTheClockAllArrive() throws Exception {
        // When
        JsonNode seen = generate(List.of("load=open", "perSecond=500", "answered=false"), "begin", "measure 2");

        // Then
        assertThat(seen.path("messages").asInt()).isBetween(900, 1_100);
        assertThat(seen.path("answers").asInt()).isEqualTo(0);
        assertThat(seen.path("p50us").asDouble()).isBetween(1.0, 500_000.0);
    }

    @Test
    void aStormIsCountedAndUndone() throws Exception {
        // When
        JsonNode seen = generate(List.of("load=connect"), "round", "undo", "round");

        // Then
        assertThat(seen.path("messages").asInt()).isEqualTo(10);
    }
}
