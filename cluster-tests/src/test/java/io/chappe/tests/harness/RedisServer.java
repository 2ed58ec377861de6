package io.chappe.tests.harness;

import static org.awaitility.Awaitility.await;

import io.chappe.testing.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A {@code redis-server} of this machine, on a free loopback port, that keeps on disk only what {@link #save} saves. */
public final class RedisServer {
    private static final String PROGRAM = "redis-server";
    private static final int CONNECT_MS = 200;

    private final int port = FreePorts.next();
    private final Path folder;
    private final List<String> command;
    private Process process;

    private RedisServer(Path folder, List<String> words) {
        this.folder = folder;
        command = new ArrayList<>(List.of(PROGRAM));
        command.addAll(words);
        command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--dir", folder.toString()));
        this.process = run();
    }

    /**
     * Starts a server and waits until it takes connections.
     *
     * @param settings as on its command line
     */
    static RedisServer start(Path folder, String... settings) {
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(folder.resolve("dump.rdb"));
            return new RedisServer(
                    folder,
                    Stream.concat(Stream.of("--save", ""), Stream.of(settings)).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a sentinel, with a file of its own that it may write. */
    static RedisServer sentinel(Path folder, String configuration) {
        try {
            Files.createDirectories(folder);
            Path file = Files.writeString(folder.resolve("sentinel.conf"), configuration);
            return new RedisServer(folder, List.of(file.toString(), "--sentinel"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process run() {
        try {
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()))
                    .start();
            // The last resort, for a test run that is cut off.
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
            await(PROGRAM).atMost(Duration.ofSeconds(10)).until(this::isOpen);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "no " + PROGRAM + " to test with; install it (on Debian: apt install redis-server)", e);
        }
    }

    private boolean isOpen() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    /** Says something to it through its own command line client, and returns the answer. */
    public String cli(String... words) {
        List<String> line = new ArrayList<>(List.of("redis-cli", "-p", Integer.toString(port)));
        line.addAll(List.of(words));
        return Shell.run(line.toArray(String[]::new)).strip();
    }

    /** Writes down what it has now; a later {@link #restart} comes back to it. */
    public void save() {
        cli("save");
    }

    /** As if its machine had lost its power. */
    public void kill() {
        try {
            process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Starts it again after a {@link #kill}, with what was saved, or with nothing. */
    public void restart() {
        process = run();
    }

    /** SIGSTOP. */
    public void freeze() {
        Shell.run("kill", "-STOP", Long.toString(process.pid()));
    }

    /** SIGCONT. */
    public void thaw() {
        Shell.run("kill", "-CONT", Long.toString(process.pid()));
    }

    void close() {
        kill();
    }
}
