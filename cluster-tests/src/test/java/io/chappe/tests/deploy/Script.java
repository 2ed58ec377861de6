package io.chappe.tests.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running script of the project, with what it says in a file. */
final class Script {
    static final Path ROOT =
            Path.of(System.getProperty("chappe.root", "..")).toAbsolutePath().normalize();

    private final Process process;
    private final Path output;

    private Script(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static Script start(Path output, String... command) throws IOException {
        // Whoever runs the tests in the background has them ignore SIGINT, and bash cannot undo what it inherits.
        List<String> line = new ArrayList<>(List.of("env", "--default-signal=INT"));
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Script(process, output);
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** The processes that it started, as far as they live. */
    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    void awaitOutput(String text, Duration limit) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        while (!output().contains(text)) {
            assertThat(process.isAlive() && System.nanoTime() < end)
                    .as("'%s' in: %s", text, output())
                    .isTrue();
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    int awaitEnd(Duration limit) throws Exception {
        assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
                .as("ended: %s", output())
                .isTrue();
        return process.exitValue();
    }

    void interrupt() throws Exception {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    /** Ends it with all it started, whatever has become of it. */
    void destroy() {
        children().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
