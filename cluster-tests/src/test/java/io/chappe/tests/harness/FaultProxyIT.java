package io.chappe.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.FaultProxy.Way;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The network that tests break must break as they say. */
@Timeout(10)
class FaultProxyIT {
    private static final int QUIET_MS = 60;

    private ServerSocket listener;
    private FaultProxy proxy;
    private Socket client;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        proxy = FaultProxy.to(listener.getLocalPort());
        client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        server = listener.accept();
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        server.close();
        proxy.close();
        listener.close();
    }

    private static void say(Socket from, String text) throws IOException {
        from.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hear(Socket to, int length) throws IOException {
        to.setSoTimeout(2_000);
        return new String(to.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }

    private static void assertHearsNothing(Socket to) throws IOException {
        to.setSoTimeout(QUIET_MS);
        assertThatThrownBy(() -> to.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void whatIsWholeGoesBothWaysAndEnds() throws IOException {
        // Given
        say(client, "question");
        say(server, "answer");

        // When
        client.shutdownOutput();

        // Then
        assertThat(hear(server, 100)).isEqualTo("question");
        assertThat(hear(client, 6)).isEqualTo("answer");
        server.close();
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        await().atMost(Duration.ofSeconds(1)).until(() -> proxy.connections() == 0);
    }

    @Test
    void muchGoesThroughToASlowReader() throws Exception {
        // Given
        byte[] much = new byte[8 << 20];
        Thread writer = new Thread(() -> {
            try {
                client.getOutputStream().write(much);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        writer.start();
        Thread.sleep(QUIET_MS);

        // When
        byte[] heard = server.getInputStream().readNBytes(much.length);

        // Then
        assertThat(heard).hasSameSizeAs(much);
        writer.join();
    }

    @Test
    void latencyIsInEachDirection() throws IOException {
        // Given
        proxy.delay(Duration.ofMillis(40));

        // When
        long start = System.nanoTime();
        say(client, "x");
        hear(server, 1);
        say(server, "y");
        hear(client, 1);

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(80), Duration.ofSeconds(1));
    }

    @Test
    void aStallHoldsAllAndLosesNothing() throws IOException {
        // Given
        proxy.stall();
        say(client, "held");
        try (Socket late = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            say(late, "late");
            assertHearsNothing(server);

            // When
            proxy.heal();

            // Then
            assertThat(hear(server, 4)).isEqualTo("held");
            try (Socket second = listener.accept()) {
                assertThat(hear(second, 4)).isEqualTo("late");
            }
        }
    }

    @Test
    void aResetIsOneOnBothSides() throws IOException {
        // When
        proxy.reset();

        // Then
        for (Socket side : new Socket[] {client, server}) {
            assertThatThrownBy(() -> side.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void aSwallowedDirectionLosesBytesAndTheEnd() throws IOException {
        // Given
        proxy.swallow(Way.TO_SERVER);
        say(client, "vanishes");
        say(server, "comes");

        // When
        client.shutdownOutput();

        // Then
        assertHearsNothing(server);
        assertThat(hear(client, 5)).isEqualTo("comes");
    }

    @Test
    void whoVanishesIsNotHeardOfAgain() throws IOException {
        // Given
        proxy.swallow(Way.values());
        say(server, "unread");

        // When
        client.close();

        // Then
        assertHearsNothing(server);
        say(server, "still there?");
        assertHearsNothing(server);
    }

    @Test
    void oneBitChanges() throws IOException {
        // Given
        proxy.corrupt(Way.TO_CLIENT);

        // When
        say(server, "aaaa");

        // Then
        assertThat(hear(client, 4)).isEqualTo("aa`a");
        say(server, "aaaa");
        assertThat(hear(client, 4)).isEqualTo("aaaa");
    }

    @Test
    void whereNobodyListensTheClientIsCutOff() throws IOException {
        // Given
        listener.close();

        // When
        try (Socket late = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            // Then
            late.setSoTimeout(2_000);
            assertThatThrownBy(() -> {
                        if (late.getInputStream().read() < 0) {
                            throw new SocketException("ended");
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
    }
}
