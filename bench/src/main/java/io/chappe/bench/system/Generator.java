package io.chappe.bench.system;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The load generator's process, as {@code io.chappe.bench.load.LoadGenerator} is spoken to. */
public final class Generator implements AutoCloseable {
    private static final TypeReference<Map<String, Double>> NUMBERS = new TypeReference<>() {};

    private final ObjectMapper json = new ObjectMapper();
    private final Process process;
    private final Path log;
    private final BufferedReader answers;
    private final BufferedWriter commands;

    private Generator(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts it; it has opened its connections when this returns. */
    public static Generator start(Path folder, RunningSystem system, String... options) throws IOException {
        Files.createDirectories(folder);
        Path log = folder.resolve("generator.log");
        List<String> command = new ArrayList<>(List.of(
                "taskset",
                "-c",
                Integer.toString(Processors.OF_GENERATOR),
                Programs.jdk("java"),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.chappe.bench.load.LoadGenerator",
                "protocol=" + system.protocol(),
                "servers=" + system.addresses(),
                "secure=" + system.secure()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Generator generator = new Generator(process, log);
        try {
            generator.answer();
        } catch (IOException e) {
            generator.close();
            throw e;
        }
        return generator;
    }

    /** Has it do something, and waits for its figures. */
    public Map<String, Double> command(String command) throws IOException {
        commands.write(command);
        commands.newLine();
        commands.flush();
        return answer();
    }

    /** So many messages since it last began to count. */
    public double messages() throws IOException {
        return command("count").getOrDefault("messages", 0.0);
    }

    private Map<String, Double> answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the load generator has failed; it says\n" + Files.readString(log));
        }
        return json.readValue(line, NUMBERS);
    }

    double compilerSeconds() throws IOException {
        return Processors.usedByCompilersOf(process.pid());
    }

    double cpuSeconds() throws IOException {
        return Processors.usedBy(process.pid());
    }

    @Override
    public void close() {
        try {
            commands.close();
        } catch (IOException e) {
            // It is gone already.
        }
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
