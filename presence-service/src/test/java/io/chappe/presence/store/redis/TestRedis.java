package io.chappe.presence.store.redis;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.chappe.testing.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One {@code redis-server} of this machine, on a free loopback port, with a folder of its own, that keeps nothing. */
public final class TestRedis implements AutoCloseable {
    static final String PROGRAM = "redis-server";

    private final int port;
    private final Path folder;
    private final List<String> command;
    private Process process;

    private TestRedis(int port, Path folder, List<String> command) {
        this.port = port;
        this.folder = folder;
        this.command = command;
        this.process = run();
    }

    /**
     * Starts a server and waits until it takes connections.
     *
     * @param settings as on its command line
     */
    public static TestRedis start(String... settings) {
        return launch(null, settings);
    }

    /** Starts a sentinel, with a file of its own that it may write. */
    static TestRedis startSentinel(String configuration) {
        return launch(configuration, "--sentinel");
    }

    private static TestRedis launch(@Nullable String configuration, String... settings) {
        try {
            Path folder = Files.createTempDirectory("chappe-redis");
            int port = FreePorts.next();
            List<String> command = new ArrayList<>(List.of(PROGRAM));
            if (configuration != null) {
                Path file = Files.writeString(folder.resolve("redis.conf"), configuration);
                command.add(file.toString());
            } else {
                command.addAll(List.of("--save", "", "--appendonly", "no"));
            }
            command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
            command.addAll(List.of("--dir", folder.toString()));
            command.addAll(List.of(settings));
            return new TestRedis(port, folder, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process run() {
        try {
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            awaitOpen(started);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "no " + PROGRAM + " to test with; install it (on Debian: apt install redis-server)", e);
        }
    }

    private void awaitOpen(Process started) throws IOException {
        long deadline = System.nanoTime() + SECONDS.toNanos(10);
        while (!isOpen()) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                started.destroyForcibly();
                throw new IllegalStateException(PROGRAM + " does not run: " + Files.readString(folder.resolve("log")));
            }
            sleep(10);
        }
    }

    private boolean isOpen() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** As if its machine had lost its power. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts it again after a {@link #kill}; it has lost everything. */
    void restart() {
        process = run();
    }

    void freeze() {
        run("kill", "-STOP", Long.toString(process.pid()));
    }

    void thaw() {
        run("kill", "-CONT", Long.toString(process.pid()));
    }

    /** Says something to it through its own command line client, and returns the answer. */
    String cli(String... words) {
        List<String> line = new ArrayList<>(List.of("redis-cli", "-p", Integer.toString(port)));
        line.addAll(List.of(words));
        return run(line.toArray(String[]::new));
    }

    private static String run(String... words) {
        try {
            Process done = new ProcessBuilder(words).redirectErrorStream(true).start();
            String said = new String(done.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!done.waitFor(30, SECONDS) || done.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", words) + ": " + said);
            }
            return said.trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits at most 10 s. */
    static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not so after 10 s");
            }
            sleep(50);
        }
    }

    static void sleep(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
