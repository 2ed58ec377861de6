package io.chappe.tests.harness;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A node in a JVM of its own, run from its jar, in a folder of its own. */
public final class NodeProcess {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(25);
    private static final int TAIL_LINES = 60;
    private static final String UNITS = "BKMG";
    private static final Pattern EVENT_LOOP = Pattern.compile("^\"vert.x-eventloop-thread.* allocated=(\\d+)([BKMG])");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final String name;
    private final List<String> program;
    private final Path folder;
    private final JsonObject config;
    private final Variation variation;
    private final Host host;
    private final int life;
    private final Process process;

    /** Starts it and does not wait. */
    NodeProcess(String name, List<String> program, Path folder, JsonObject config, Variation variation) {
        this(name, program, folder, config, variation, 1);
    }

    private NodeProcess(
            String name, List<String> program, Path folder, JsonObject config, Variation variation, int life) {
        this.name = name;
        this.program = program;
        this.folder = folder;
        this.config = config;
        this.variation = variation;
        this.host = variation.host(name);
        this.life = life;
        try {
            Files.createDirectories(folder);
            // JSON is YAML.
            Files.writeString(folder.resolve("config.yaml"), config.encodePrettily());
            ProcessBuilder command = command(host, program);
            command.environment().putAll(variation.environment(name));
            this.process = command.directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(logFile().toFile())
                    .start();
            // The last resort, for a test run that is cut off.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessBuilder command(Host host, List<String> program) {
        // Several of them start at once on few cores: the quick compiler and one thread for the garbage. A full
        // collection fills what it does not move with dead arrays, 5 % of the heap, which would count as live.
        List<String> command = new ArrayList<>(host.enter());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:MarkSweepDeadRatio=0"));
        command.addAll(program);
        command.addAll(List.of("--config", "config.yaml"));
        return new ProcessBuilder(command);
    }

    /** The same node in a new process, with the same ports; started, not awaited. */
    NodeProcess again() {
        return new NodeProcess(name, program, folder, config, variation, life + 1);
    }

    private Path logFile() {
        return folder.resolve(life == 1 ? "log" : "log-" + life);
    }

    public String name() {
        return name;
    }

    /** A part of its configuration. */
    public JsonObject setting(String name) {
        return config.getJsonObject(name);
    }

    /** Where an operator finds it, as host:port. */
    public String operationsAddress() {
        return host.address() + ":" + setting("operations").getInteger("port");
    }

    public Host host() {
        return host;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public boolean isReady() {
        if (!process.isAlive()) {
            throw new AssertionError(name + " has ended with exit code " + process.exitValue() + "\n" + logTail());
        }
        try {
            return get("/health/ready").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Bytes that its event loops have allocated since it started, as the JVM counts them; to a thousandth. */
    public long allocated() {
        return Shell.run(jcmd(), Long.toString(pid()), "Thread.print", "-e")
                .lines()
                .map(EVENT_LOOP::matcher)
                .filter(Matcher::find)
                .mapToLong(line -> Long.parseLong(line.group(1)) << (10 * UNITS.indexOf(line.group(2))))
                .sum();
    }

    public Metrics metrics() {
        return Metrics.parse(operations("/metrics"));
    }

    /** What the operations port answers to a GET of a path. */
    public String operations(String path) {
        return get(path).body();
    }

    /** An operator's command, such as {@code POST /drain}. */
    public JsonObject command(String method, String path) {
        return command(method, path, "");
    }

    /** One that is sent something. */
    public JsonObject command(String method, String path, String text) {
        HttpResponse<String> answer = send(method, path, text);
        if (answer.statusCode() != 200) {
            throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return new JsonObject(answer.body());
    }

    private HttpResponse<String> get(String path) {
        return send("GET", path, "");
    }

    private HttpResponse<String> send(String method, String path, String text) {
        JsonObject operations = config.getJsonObject("operations");
        URI uri = URI.create("http://" + host.address() + ":" + operations.getInteger("port") + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.ofString(text))
                .timeout(Duration.ofSeconds(5));
        if (operations.containsKey("key")) {
            request.header("Authorization", "Bearer " + operations.getString("key"));
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Live objects in bytes, after a full collection. */
    public long liveHeap() {
        String[] total = Shell.run(jcmd(), Long.toString(pid()), "GC.class_histogram")
                .strip()
                .split("\\s+", -1);
        return Long.parseLong(total[total.length - 1]);
    }

    private static String jcmd() {
        return Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    }

    /** SIGSTOP: it hears and says nothing, but its connections stay. */
    public void freeze() {
        signal("STOP");
        // The signal has been sent; each thread stops when it is next looked at.
        await("every thread stopped").atMost(Duration.ofSeconds(10)).until(this::isFrozen);
    }

    private boolean isFrozen() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid()), "task"))) {
            return threads.allMatch(thread -> state(thread) == 'T');
        }
    }

    /** As proc(5) says it: what follows the name, which is in parentheses. */
    private static char state(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Frozen for as long as a task takes, however it ends. */
    public <T> T whileFrozen(Callable<T> task) throws Exception {
        freeze();
        try {
            return task.call();
        } finally {
            thaw();
        }
    }

    /** SIGCONT. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String signal) {
        Shell.run("kill", "-" + signal, Long.toString(pid()));
    }

    /** SIGKILL, and waits for its end. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(5));
    }

    /** SIGTERM, and waits for its end. */
    public Ended stop() {
        return stop(STOP_LIMIT);
    }

    public Ended stop(Duration limit) {
        long begun = System.nanoTime();
        process.destroy();
        if (!awaitEnd(limit)) {
            kill();
            throw new AssertionError(name + " did not end within " + limit + "\n" + logTail());
        }
        return new Ended(Duration.ofNanos(System.nanoTime() - begun), process.exitValue());
    }

    /**
     * How a process ended that was asked to.
     *
     * @param exitCode 143 for a JVM that ran its shutdown hooks after a SIGTERM
     */
    public record Ended(Duration took, int exitCode) {}

    private boolean awaitEnd(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public String log() {
        try {
            return Files.readString(logFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String logTail() {
        List<String> lines = log().lines().toList();
        return "---- the end of " + logFile() + "\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }
}
