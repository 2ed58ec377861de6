package io.chappe.gateway.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.gateway.protocol.ProtocolAdapter;
import io.chappe.gateway.protocol.Upgrade;
import io.chappe.gateway.socket.ClientSocket;
import io.chappe.gateway.socket.Handshake;
import io.chappe.gateway.socket.SocketHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that dribble, hang, vanish or do not read: each harms only itself, a thousand of them too. */
@Timeout(60)
class BadClientsIT {
    private static final int MANY = 1000;

    @Test
    void dropsAClientThatIsSilentAfterPingingIt() throws Exception {
        try (RunningListener listener = RunningListener.plain("pingAfter: 200ms\ndropAfter: 700ms", EchoAdapter::new);
                Bystander bystander = new Bystander(listener.port());
                RawSocket silent = RawSocket.open(listener.port())) {
            // When
            RawSocket.Frame first = silent.frame();

            // Then
            assertThat(first.opcode()).isEqualTo(RawSocket.PING);
            assertThat(silent.closeCode()).isEqualTo(4408);
            assertThat(bystander.leave()).isPositive();
        }
    }

    @Test
    void keepsAClientThatOnlyAnswersPings() throws Exception {
        try (RunningListener listener = RunningListener.plain("pingAfter: 100ms\ndropAfter: 500ms", EchoAdapter::new);
                RawSocket idle = RawSocket.open(listener.port())) {
            // When
            for (int i = 0; i < 8; i++) {
                assertThat(idle.frame().opcode()).isEqualTo(RawSocket.PING);
                idle.send(RawSocket.frame(RawSocket.FIN | RawSocket.PONG));
            }

            // Then
            idle.send(RawSocket.text("still here"));
            assertThat(idle.frame().text()).isEqualTo("still here");
        }
    }

    @Test
    void dropsAClientThatNeverFinishesItsMessage() throws Exception {
        try (RunningListener listener = RunningListener.plain("pingAfter: 200ms\ndropAfter: 600ms", EchoAdapter::new);
                RawSocket slow = RawSocket.open(listener.port())) {
            // Given
            slow.send(RawSocket.frame(RawSocket.TEXT, (byte) 'a'));

            // When
            RawSocket.Frame frame = slow.frame();
            while (frame.opcode() == RawSocket.PING) {
                slow.send(RawSocket.frame(RawSocket.FIN | RawSocket.PONG));
                frame = slow.frame();
            }

            // Then
            assertThat(frame.opcode()).isEqualTo(RawSocket.CLOSE);
            assertThat(frame.code()).isEqualTo(4408);
        }
    }

    @Test
    void forgetsAClientThatVanishes() throws Exception {
        try (RunningListener listener = RunningListener.plain("", EchoAdapter::new)) {
            // Given
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
            RawSocket vanishing = new RawSocket(socket);
            vanishing.upgrade("/echo");
            // Close with a reset, as a crashed machine does when it is back.
            socket.setSoLinger(true, 0);

            // When
            vanishing.close();

            // Then
            listener.awaitCount(1, "chappe.sockets.closed", "by", "client", "code", "1006");
            assertThat(listener.open()).isZero();
        }
    }

    @Test
    void tellsASlowReaderThatItIsOne() throws Exception {
        Flood flood = new Flood();
        try (RunningListener listener = RunningListener.plain("closeTimeout: 20s", () -> flood);
                Bystander bystander = new Bystander(listener.port());
                RawSocket slow = slow(listener.port())) {
            // When
            slow.send(RawSocket.text("flood"));
            long accepted = flood.accepted.poll(10, TimeUnit.SECONDS);

            // Then
            // The limit, what Netty may hold, and what the kernel's buffers take on loopback.
            assertThat(accepted).isLessThan(16 * LiveHeap.MIB);
            assertThat(slow.closeCode()).isEqualTo(4413);
            assertThat(bystander.leave()).isPositive();
        }
    }

    @Test
    void holdsAThousandSlowReadersWithinTheirLimit() throws Exception {
        Flood flood = new Flood();
        List<RawSocket> slow = new ArrayList<>();
        try (RunningListener listener = RunningListener.plain("closeTimeout: 1s", () -> flood);
                Bystander bystander = new Bystander(listener.port())) {
            // Given
            long before = LiveHeap.bytes();

            // When
            for (int i = 0; i < MANY; i++) {
                RawSocket one = slow(listener.port());
                slow.add(one);
                one.send(RawSocket.text("flood"));
            }

            // Then
            listener.awaitCount(MANY, "chappe.sockets.closed", "by", "server", "code", "4413");
            assertThat(bystander.leave()).isPositive();
            closeAll(slow);
            LiveHeap.assertNoLeakSince(before);
        }
    }

    @Test
    void cutsHeadsThatDribble() throws Exception {
        List<RawSocket> dribbling = new ArrayList<>();
        try (RunningListener listener = RunningListener.plain("upgradeTimeout: 1s", EchoAdapter::new);
                Bystander bystander = new Bystander(listener.port())) {
            // Given
            long before = LiveHeap.bytes();

            // When
            for (int i = 0; i < MANY; i++) {
                dribbling.add(RawSocket.connect(listener.port()));
            }
            for (String piece : List.of("GET /echo HT", "TP/1.1\r\nHo", "st: loc", "alhost\r\n")) {
                for (RawSocket one : dribbling) {
                    sendIfOpen(one, piece);
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }

            // Then
            listener.awaitCount(MANY, "chappe.handshakes.refused", "reason", "late");
            assertThat(dribbling.get(0).ends(100)).isTrue();
            assertThat(bystander.leave()).isPositive();
            closeAll(dribbling);
            LiveHeap.assertNoLeakSince(before);
        }
    }

    @Test
    void cutsHalfTlsHandshakes(@TempDir Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.in(folder, "localhost");
        List<RawSocket> half = new ArrayList<>();
        try (RunningListener listener =
                RunningListener.start(certificate.listener(), "upgradeTimeout: 2s", EchoAdapter::new)) {
            // Given
            certificate.open(listener.port()).close();
            long before = LiveHeap.bytes();

            // When
            for (int i = 0; i < MANY; i++) {
                RawSocket one = RawSocket.connect(listener.port());
                half.add(one);
                // The head of a TLS record with a ClientHello that does not come.
                one.send((byte) 0x16, (byte) 3, (byte) 1, (byte) 2, (byte) 0, (byte) 1);
            }

            // Then
            listener.awaitCount(MANY, "chappe.handshakes.refused", "reason", "tls");
            assertThat(half.get(0).ends(500)).isTrue();
            try (RawSocket other = certificate.open(listener.port())) {
                other.send(RawSocket.text("hi"));
                assertThat(other.frame().text()).isEqualTo("hi");
            }
            closeAll(half);
            LiveHeap.assertNoLeakSince(before);
        }
    }

    @Test
    void closesWith1011WhenAHandlerThrowsAndGoesOnForOthers() throws Exception {
        try (RunningListener listener = RunningListener.plain("", Flood::new);
                Bystander bystander = new Bystander(listener.port());
                RawSocket unlucky = RawSocket.open(listener.port())) {
            // When
            unlucky.send(RawSocket.text("throw"));

            // Then
            assertThat(unlucky.closeCode()).isEqualTo(1011);
            assertThat(bystander.leave()).isPositive();
        }
    }

    @Test
    void givesNothingOutWhileItIsPaused() throws Exception {
        try (RunningListener listener = RunningListener.plain("", Flood::new);
                RawSocket client = RawSocket.open(listener.port())) {
            // When
            client.send(RawSocket.concat(
                    RawSocket.text("pause"), RawSocket.text("one"), RawSocket.text("two"), RawSocket.text("three")));

            // Then
            assertThat(client.frame().text()).isEqualTo("resumed");
            assertThat(client.frame().text()).isEqualTo("one");
            assertThat(client.frame().text()).isEqualTo("two");
            assertThat(client.frame().text()).isEqualTo("three");
        }
    }

    private static RawSocket slow(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        RawSocket opened = new RawSocket(socket);
        opened.upgrade("/echo");
        return opened;
    }

    private static void sendIfOpen(RawSocket socket, String piece) {
        try {
            socket.send(piece);
        } catch (IOException e) {
            // Cut already, which is what the test is about.
        }
    }

    private static void closeAll(List<RawSocket> sockets) throws IOException {
        for (RawSocket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    /** Echoes, and at certain words writes without end, throws, or pauses for a while. */
    private static final class Flood implements ProtocolAdapter {
        private final BlockingQueue<Long> accepted = new LinkedBlockingQueue<>();
        private final EchoAdapter echo = new EchoAdapter();

        @Override
        public String name() {
            return "flood";
        }

        @Override
        public boolean claims(Handshake handshake) {
            return echo.claims(handshake);
        }

        @Override
        public Upgrade decide(Handshake handshake) {
            return echo.decide(handshake);
        }

        @Override
        public SocketHandler open(ClientSocket socket, Handshake handshake) {
            SocketHandler echoing = echo.open(socket, handshake);
            return new SocketHandler() {
                @Override
                public void onText(byte[] utf8) {
                    switch (new String(utf8, StandardCharsets.UTF_8)) {
                        case "flood" -> flood(socket);
                        case "throw" -> throw new IllegalStateException("as the test wants it");
                        case "pause" -> pause(socket);
                        default -> echoing.onText(utf8);
                    }
                }

                @Override
                public void onBinary(byte[] bytes) {
                    echoing.onBinary(bytes);
                }

                @Override
                public void onClose(int code) {
                    echoing.onClose(code);
                }
            };
        }

        private void flood(ClientSocket socket) {
            byte[] message = new byte[8192];
            Arrays.fill(message, (byte) 'a');
            long bytes = 0;
            while (socket.send(message)) {
                bytes += message.length;
            }
            accepted.add(bytes);
        }

        private static void pause(ClientSocket socket) {
            socket.pause();
            // A few turns later, so that everything that may come has come.
            socket.execute(() -> socket.execute(() -> socket.execute(() -> {
                socket.send("resumed".getBytes(StandardCharsets.UTF_8));
                socket.resume();
            })));
        }
    }
}
