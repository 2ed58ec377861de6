package io.chappe.tests.faults;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.NodeProcess;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.ledger.Bystanders;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Scale;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.net.SocketFactory;

/** Connections to a gateway's event bus that are no node's: they are cut off, and the cluster does not notice. */
public final class StrangersOnTheBus {
    private static final int OF_EACH = 200;
    private static final int WARM_UP = 20;
    private static final int NOISE_BYTES = 64 << 10;
    private static final double HEAP_MIB = 2;
    /** Longer than the bus waits for a word. */
    private static final int OPEN_LIMIT_MS = 25_000;

    private StrangersOnTheBus() {}

    /**
     * One way to be strange.
     *
     * @param sockets plain or with TLS
     */
    public record Stranger(String name, SocketFactory sockets, Buffer bytes) {
        private Socket connect(int port) {
            try {
                Socket socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port);
                socket.setSoTimeout(OPEN_LIMIT_MS);
                speak(socket);
                return socket;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void speak(Socket socket) {
            try {
                socket.getOutputStream().write(bytes.getBytes());
            } catch (IOException e) {
                // It is cut off while it speaks, which reading will show.
            }
        }

        private static boolean isCutOff(Socket socket) {
            try (socket) {
                while (socket.getInputStream().read() >= 0) {
                    // What a server says before it closes.
                }
                return true;
            } catch (SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                return true;
            }
        }
    }

    /** Those that know nothing of TLS. */
    public static List<Stranger> plain() {
        byte[] noise = new byte[NOISE_BYTES];
        new Random(1).nextBytes(noise);
        return List.of(
                plain(
                        "an HTTP request",
                        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII)),
                plain("64 KiB of noise", noise),
                plain("a length of 2^31-1", length(Integer.MAX_VALUE)),
                plain("a length of -1", length(-1)));
    }

    static Stranger plain(String name, byte[] bytes) {
        return new Stranger(name, SocketFactory.getDefault(), Buffer.buffer(bytes));
    }

    /** And some of what it announces. */
    private static byte[] length(int length) {
        return ByteBuffer.allocate(64).putInt(length).array();
    }

    /**
     * @param bus which kind it is
     */
    public static void tryOn(Cluster cluster, String bus, List<Stranger> strangers) {
        // Given
        NodeProcess gateway = cluster.gateway(0).process();
        Peer ann = cluster.peer(0, "ann");
        Peer bob = cluster.peer(1, "bob");
        String room = "room-" + UUID.randomUUID();
        ann.join(room);
        bob.join(room);
        ann.awaitPeersIn(room, "ann", "bob");
        cutOff(strangers, WARM_UP, gateway);
        long before = gateway.liveHeap();
        Bystanders bystanders = Bystanders.begin(ann, bob);

        // When
        int cutOff = cutOff(strangers, OF_EACH, gateway);

        // Then
        bystanders.end();
        long growth = gateway.liveHeap() - before;
        Results.row(
                "Strangers on the event bus' port, " + bus,
                "cut off; live heap flat; the cluster does not notice",
                "%s, %d of each: %d cut off; live heap %+d KiB; %s"
                        .formatted(
                                strangers.stream().map(Stranger::name).collect(joining(", ")),
                                OF_EACH,
                                cutOff,
                                growth >> 10,
                                bystanders.figures()));
        assertThat(cutOff).isEqualTo(OF_EACH * strangers.size());
        assertThat((double) growth).isLessThan(Scale.atMost(HEAP_MIB) * (1 << 20));
        ann.bye();
        bob.bye();
    }

    /** How many, of so many of each at once. */
    private static int cutOff(List<Stranger> strangers, int ofEach, NodeProcess gateway) {
        int port = gateway.setting("cluster").getInteger("busPort");
        List<Socket> sockets = new ArrayList<>();
        for (Stranger stranger : strangers) {
            for (int i = 0; i < ofEach; i++) {
                sockets.add(stranger.connect(port));
            }
        }
        return (int) sockets.stream().filter(Stranger::isCutOff).count();
    }
}
