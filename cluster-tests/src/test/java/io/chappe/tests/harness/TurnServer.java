package io.chappe.tests.harness;

import static org.awaitility.Awaitility.await;

import io.chappe.testing.FreePorts;
import io.vertx.core.json.JsonObject;
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

/** A coturn of this machine, on a free loopback port, with secrets that it shares with whoever makes its credentials. */
public final class TurnServer implements AutoCloseable {
    private static final String PROGRAM = "turnserver";
    private static final long TRY_S = 20;
    private static final int CONNECT_MS = 200;

    private final int port = FreePorts.next();
    private final Path folder;
    private final Process process;

    private TurnServer(Path folder, List<String> words) throws IOException {
        this.folder = folder;
        List<String> command = new ArrayList<>(
                List.of(PROGRAM, "-n", "--listening-ip", "127.0.0.1", "--relay-ip", "127.0.0.1", "--listening-port"));
        command.addAll(
                List.of(Integer.toString(port), "--realm", "chappe", "--use-auth-secret", "--no-tls", "--no-dtls"));
        command.addAll(List.of("--no-cli", "--allow-loopback-peers", "--log-file", "stdout", "--userdb"));
        command.addAll(List.of(
                folder.resolve("users").toString(),
                "--pidfile",
                folder.resolve("pid").toString()));
        command.addAll(words);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        // The last resort, for a test run that is cut off.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param name of the folder with its log
     * @param settings as on its command line
     */
    public static TurnServer start(String name, String... settings) {
        Path folder = Cluster.root().resolve("cluster-tests/target/turn").resolve(name);
        try {
            Files.createDirectories(folder);
            TurnServer server = new TurnServer(folder, List.of(settings));
            await(PROGRAM).atMost(Duration.ofSeconds(20)).until(server::isOpen);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "no " + PROGRAM + " to test with; install it (on Debian: apt install coturn)", e);
        }
    }

    private boolean isOpen() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError(PROGRAM + " has ended: " + Files.readString(folder.resolve("log")));
        }
        // It listens on TCP, too.
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public String url() {
        return "turn:127.0.0.1:" + port + "?transport=udp";
    }

    /**
     * Whether a client of its own gets a relay, and loses nothing by it.
     *
     * @param server with {@code username} and {@code credential}, as a browser is given it
     */
    public boolean takes(JsonObject server) {
        List<String> command = new ArrayList<>(List.of("turnutils_uclient", "-y", "-n", "3", "-m", "1"));
        command.addAll(List.of("-u", server.getString("username"), "-w", server.getString("credential")));
        command.addAll(List.of("-p", Integer.toString(port), "127.0.0.1"));
        Path log = folder.resolve("client");
        try {
            Process client = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!client.waitFor(TRY_S, TimeUnit.SECONDS)) {
                client.destroyForcibly();
                throw new AssertionError("it does not end: " + Files.readString(log));
            }
            String said = Files.readString(log);
            boolean taken = said.contains("Total lost packets 0 ");
            if (!taken && !said.contains("Cannot complete Allocation")) {
                throw new AssertionError(said);
            }
            return taken;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
