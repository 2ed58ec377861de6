package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Siege;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Attackers harm themselves: what each is answered, and what others notice of it. */
@Tag("fault")
@Tag("long")
@Timeout(120)
class AttackersIT {
    /** More than the bystanders send, and ten times as many at once. */
    private static final int A_SECOND = 200;

    /** In one write: the attackers are on the machine that they attack, and are to cost little there. */
    private static final int AT_ONCE = 10;

    private static final long DEADLINE_MS = 2_000;
    private static final int SLOW_SOCKETS = 250;
    private static final int PACE_MS = 1;
    private static final int FIN_PING = RawSocket.FIN | RawSocket.PING;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(
            1,
            2,
            new JsonObject()
                    .put(
                            "limits",
                            new JsonObject()
                                    .put("messagesPerSecond", A_SECOND)
                                    .put("upgradeTimeout", DEADLINE_MS + "ms"))
                    .put(
                            "tenants",
                            JsonArray.of(new JsonObject()
                                    .put("name", "demo")
                                    .put("anonymous", true)
                                    .put("origins", JsonArray.of("https://localhost:*")))));

    private static final String ROOM = "room-" + UUID.randomUUID();

    private static Peer ann;
    private static Peer bob;

    private final ExecutorService readers = Executors.newCachedThreadPool();

    /** How many attackers were answered what. */
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();

    @BeforeAll
    static void connect() {
        ann = CLUSTER.peer(1, "ann");
        bob = CLUSTER.peer(0, "bob");
        ann.join(ROOM);
        bob.join(ROOM);
    }

    @AfterAll
    static void disconnect() {
        ann.bye();
        bob.bye();
    }

    @AfterEach
    void end() {
        readers.shutdownNow();
    }

    private void row(String attack, String promise, Siege siege) {
        Results.row(attack, promise, "answered %s; %s".formatted(new TreeMap<>(answers), siege.figures()));
        siege.assertHarmless();
    }

    private void count(Object answer) {
        answers.merge(answer.toString(), 1, Integer::sum);
    }

    private static RawSocket session() {
        RawSocket socket = RawSocket.open(CLUSTER.gateway(0).plainPort());
        return socket.hello("demo", "attacker-" + UUID.randomUUID());
    }

    /** Does something over a session's socket faster than it may, and begins anew when it is thrown out. */
    private void flood(BooleanSupplier over, Deed deed) {
        while (!over.getAsBoolean()) {
            try (RawSocket socket = session()) {
                CompletableFuture<RawSocket.Close> closed = CompletableFuture.supplyAsync(socket::readClose, readers);
                while (!over.getAsBoolean() && !closed.isDone()) {
                    deed.over(socket);
                    Siege.pause(PACE_MS);
                }
                if (closed.isDone()) {
                    count(closed.join().code());
                }
            }
        }
    }

    private static byte[] many(byte[] frame) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < AT_ONCE; i++) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }

    private interface Deed {
        void over(RawSocket socket);
    }

    @Test
    void pings() {
        // Given
        byte[] pings = many(RawSocket.encode(FIN_PING, new byte[1]));

        // When
        Siege siege = Siege.of(ann, bob, 1, over -> flood(over, socket -> socket.bytes(pings)));

        // Then
        row("A flood of pings", "closed with 4429; p99 of others at most doubled", siege);
        assertThat(answers).containsOnlyKeys("4429");
    }

    @Test
    void messagesOfOneByte() {
        // Given
        byte[] texts = many(RawSocket.encode(RawSocket.FIN | RawSocket.TEXT, new byte[] {'1'}));

        // When
        Siege siege = Siege.of(ann, bob, 1, over -> flood(over, socket -> socket.bytes(texts)));

        // Then
        row("A flood of messages of one byte", "closed with 4400; p99 of others at most doubled", siege);
        assertThat(answers).containsOnlyKeys("4400");
    }

    @Test
    void framesThatComeByteByByte() {
        // Given
        byte[] ping = RawSocket.encode(
                RawSocket.FIN | RawSocket.TEXT, "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8));

        // When
        Siege siege = Siege.of(
                ann,
                bob,
                4,
                over -> flood(over, socket -> {
                    for (byte one : ping) {
                        socket.bytes(new byte[] {one});
                        Siege.pause(PACE_MS);
                    }
                }));

        // Then
        row("Messages byte by byte", "taken as they come; p99 of others at most doubled", siege);
        assertThat(answers).isEmpty();
    }

    @Test
    void headsThatDoNotEnd() {
        // Given
        byte[] head = "GET /v1/signal HTTP/1.1\r\nHost: localhost\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII);

        // When
        Siege siege = Siege.of(ann, bob, 1, over -> slow(CLUSTER.gateway(0).plainPort(), head, over));

        // Then
        row("Heads that do not end", "closed at the deadline; p99 of others at most doubled", siege);
        assertThat(answers).containsOnlyKeys("closed");
    }

    @Test
    void handshakesOfTlsThatDoNotEnd() {
        // Given
        byte[] hello = {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, (byte) 0xfc, 0x03, 0x03};
        int port = CLUSTER.gateway(0).signalUrl().getPort();

        // When
        Siege siege = Siege.of(ann, bob, 1, over -> slow(port, hello, over));

        // Then
        row("Handshakes of TLS that do not end", "closed at the deadline; p99 of others at most doubled", siege);
        assertThat(answers).containsOnlyKeys("closed");
    }

    /** Opens many sockets, says the beginning, and waits for what becomes of them. */
    private void slow(int port, byte[] beginning, BooleanSupplier over) {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW_SOCKETS && !over.getAsBoolean(); i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.setSoTimeout((int) (5 * DEADLINE_MS));
                socket.getOutputStream().write(beginning);
                sockets.add(socket);
                Siege.pause(PACE_MS);
            }
            for (Socket socket : sockets) {
                count(end(socket));
            }
        } catch (IOException e) {
            fail("a connection was not taken", e);
        } finally {
            sockets.forEach(AttackersIT::close);
        }
    }

    private static String end(Socket socket) throws IOException {
        try {
            while (socket.getInputStream().read() >= 0) {
                // A refusal, an alert, or nothing.
            }
        } catch (SocketTimeoutException e) {
            return "still open";
        } catch (IOException e) {
            return "closed";
        }
        return "closed";
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void foreignOrigins() {
        // When
        Siege siege = Siege.of(ann, bob, 1, over -> {
            while (!over.getAsBoolean()) {
                count(foreignHandshake());
                Siege.pause(5 * PACE_MS);
            }
        });

        // Then
        row("Pages of foreign origins", "403 before the upgrade; p99 of others at most doubled", siege);
        assertThat(answers).containsOnlyKeys("403");
    }

    private static String foreignHandshake() {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), CLUSTER.gateway(0).plainPort())) {
            String head = RawSocket.handshake(
                    socket, "localhost", "Origin: https://evil.example\r\nSec-WebSocket-Protocol: chappe.v1.json\r\n");
            return head.split(" ", 3)[1];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void subscribersOfEverything() {
        // When
        Siege siege = Siege.of(ann, bob, 1, this::subscribe);

        // Then
        row(
                "Who joins and watches all that it can",
                "`too_large` and `rate_limited`; p99 of others at most doubled",
                siege);
        assertThat(answers).containsKeys("joined", "too_large");
    }

    private void subscribe(BooleanSupplier over) {
        try (RawSocket socket = session()) {
            for (int i = 1; !over.getAsBoolean(); i++) {
                String room = ROOM + "-" + i % 200;
                socket.text("{\"type\":\"join\",\"id\":%d,\"room\":\"%s\"}".formatted(i, room));
                JsonObject answer = socket.read();
                while (answer.getLong("id", 0L) != i) {
                    answer = socket.read();
                }
                count(answer.getString("code", answer.getString("type")));
                Siege.pause(10 * PACE_MS);
            }
        }
    }
}
