package io.chappe.tests.harness;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code deploy/chappe} as a person calls it, in an environment of its own. */
public final class CommandLine {
    private static final long LIMIT_S = 60;

    /** What became of a command. */
    public record Ended(int status, String output, String errors) {
        public JsonObject json() {
            return new JsonObject(output);
        }

        public List<JsonObject> items() {
            return new JsonArray(output).stream().map(item -> (JsonObject) item).toList();
        }

        /** Its output without the title of the table. */
        public List<String> rows() {
            return output.lines().skip(1).toList();
        }
    }

    private final Map<String, String> environment;

    private CommandLine(Map<String, String> environment) {
        this.environment = environment;
    }

    /** With the operator's key, and acme as its tenant. */
    public static CommandLine of(Admin admin) {
        return new CommandLine(Map.of("CHAPPE_URL", admin.url(), "CHAPPE_KEY", admin.key(), "CHAPPE_TENANT", "acme"));
    }

    public CommandLine with(String name, String value) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.put(name, value);
        return new CommandLine(changed);
    }

    public CommandLine without(String name) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.remove(name);
        return new CommandLine(changed);
    }

    public Ended run(String... words) {
        List<String> line = new ArrayList<>(List.of(program().toString()));
        line.addAll(List.of(words));
        return end(line);
    }

    /** A line of bash, in which it is called chappe. */
    public Ended shell(String script) {
        return end(List.of("bash", "-c", script));
    }

    private static Path program() {
        return Cluster.root().resolve("deploy/chappe");
    }

    private Ended end(List<String> line) {
        try {
            Path output = Files.createTempFile("chappe", ".out");
            Path errors = Files.createTempFile("chappe", ".err");
            try {
                return end(
                        builder(line).redirectOutput(output.toFile()).redirectError(errors.toFile()), output, errors);
            } finally {
                Files.delete(output);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private ProcessBuilder builder(List<String> line) {
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(Cluster.root().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("CHAPPE_"));
        variables.put("PATH", program().getParent() + ":" + variables.get("PATH"));
        variables.put("LC_ALL", "C.UTF-8");
        variables.putAll(environment);
        return builder;
    }

    private static Ended end(ProcessBuilder builder, Path output, Path errors)
            throws IOException, InterruptedException {
        Process process = builder.start();
        if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError(builder.command() + " does not end: " + Files.readString(errors));
        }
        return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
    }
}
