package io.chappe.gateway.listener;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import me.normanmaurer.maven.autobahntestsuite.AutobahnTestSuite;
import org.json.simple.JSONObject;
import org.python.util.jython;

/**
 * A run of the Autobahn test suite against a server. It is a process of its own: the suite can run only once in one, and
 * cannot be interrupted.
 */
final class AutobahnSuite implements AutoCloseable {
    private static final long HARD_LIMIT_S = 150;

    private final Path folder;
    private final File log;
    private final Process process;

    /** Starts the suite; it leaves its reports in {@code target/autobahn/NAME}. */
    AutobahnSuite(String name, int port, String... cases) throws Exception {
        folder = Files.createDirectories(Path.of("target", "autobahn", name));
        log = folder.resolve("output.log").toFile();
        String script = "from me.normanmaurer.maven.autobahntestsuite import AutobahnTestSuite\n"
                + "AutobahnTestSuite.runFuzzingClient('chappe', 'ws://127.0.0.1:%d/echo', {}, ['%s'], [])"
                        .formatted(port, String.join("', '", cases));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                // Nothing else: Python's module io must not become the Java package io.
                String.join(File.pathSeparator, jar(jython.class), jar(AutobahnTestSuite.class), jar(JSONObject.class)),
                jython.class.getName(),
                "-c",
                script);
        process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }

    private static String jar(Class<?> inIt) throws Exception {
        return Path.of(inIt.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    /** Waits for the end; tells each case with its behavior and the behavior of its close. */
    Map<String, String> results() throws Exception {
        assertThat(process.waitFor(HARD_LIMIT_S, TimeUnit.SECONDS))
                .as("the suite ends within %d s, see %s", HARD_LIMIT_S, log)
                .isTrue();
        assertThat(process.exitValue()).as("see %s", log).isZero();
        Path index = folder.resolve(Path.of("target", "autobahntestsuite-reports", "index.json"));
        JsonNode agent = new ObjectMapper().readTree(index.toFile()).get("chappe");
        Map<String, String> results = new TreeMap<>();
        agent.fields()
                .forEachRemaining(entry -> results.put(
                        entry.getKey(),
                        entry.getValue().get("behavior").asText() + " / "
                                + entry.getValue().get("behaviorClose").asText()));
        return results;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
