package io.chappe.gateway.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.node.config.ConfigLoader;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands between a request and a socket, or a page. */
@Timeout(30)
class HandshakeIT {
    private static final String GOOD = RawSocket.request("/echo");

    private static RunningListener listener;

    @BeforeAll
    static void start() throws Exception {
        listener = RunningListener.plain("", EchoAdapter::new);
    }

    @AfterAll
    static void stop() {
        listener.close();
    }

    static Stream<Arguments> badRequests() {
        return Stream.of(
                Arguments.of("405 ", "method", GOOD.replace("GET /", "POST /")),
                Arguments.of("400 ", "version", GOOD.replace("HTTP/1.1", "HTTP/1.0")),
                Arguments.of("400 ", "host", GOOD.replace("Host: localhost\r\n", "")),
                Arguments.of("400 ", "host", GOOD.replace("Host: localhost", "Host: a\r\nHost: b")),
                Arguments.of("400 ", "connection", GOOD.replace("keep-alive, Upgrade", "keep-alive")),
                Arguments.of("426 ", "websocket_version", GOOD.replace("Version: 13", "Version: 8")),
                Arguments.of("400 ", "key", GOOD.replace("dGhlIHNhbXBsZSBub25jZQ==", "c2hvcnQ=")),
                Arguments.of("400 ", "key", GOOD.replace("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZ!==")),
                Arguments.of("400 ", "body", GOOD.replace("Host:", "Content-Length: 5\r\nHost:")),
                Arguments.of("400 ", "subprotocol", GOOD.replace("Host:", "Sec-WebSocket-Protocol: a b\r\nHost:")),
                Arguments.of("403 ", "origin", GOOD.replace("Host:", "Origin: https://evil.example\r\nHost:")),
                Arguments.of("404 ", "path", GOOD.replace("/echo", "/elsewhere")),
                Arguments.of("401 ", "protocol", GOOD.replace("/echo", "/echo?forbidden")),
                Arguments.of("400 ", "target", GOOD.replace("/echo", "/echo?a=%zz")),
                Arguments.of("414 ", "line", GOOD.replace("/echo", "/echo?" + "a".repeat(5000))),
                Arguments.of("431 ", "headers", GOOD.replace("Host:", "X: " + "a".repeat(9000) + "\r\nHost:")),
                Arguments.of("400 ", "malformed", "nonsense\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}{1}")
    @MethodSource("badRequests")
    void refusesWithALineThatHelpsAndEndsTheConnection(String status, String reason, String request) throws Exception {
        try (RawSocket socket = RawSocket.connect(listener.port())) {
            // Given
            double before = listener.count("chappe.handshakes.refused", "reason", reason);

            // When
            socket.send(request);

            // Then
            assertThat(socket.head()).startsWith("HTTP/1.").contains(" " + status);
            assertThat(socket.rest()).endsWith(".\n");
            listener.awaitCount(before + 1, "chappe.handshakes.refused", "reason", reason);
        }
    }

    @Test
    void acceptsAsTheRfcsExampleDoesAndNegotiatesNoExtension() throws Exception {
        try (RawSocket socket = RawSocket.connect(listener.port())) {
            // When
            String head = socket.upgrade(
                    "/echo",
                    "Origin: https://app.example.com",
                    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
                    "Sec-WebSocket-Protocol: other, echo");

            // Then
            assertThat(head)
                    .startsWith("HTTP/1.1 101 ")
                    .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
                    .contains("Sec-WebSocket-Protocol: echo\r\n")
                    .doesNotContain("Extensions");
        }
    }

    @Test
    void takesFramesThatComeTogetherWithTheRequest() throws Exception {
        try (RawSocket socket = RawSocket.connect(listener.port())) {
            // When
            socket.send(RawSocket.concat(GOOD.getBytes(StandardCharsets.US_ASCII), RawSocket.text("hi")));

            // Then
            assertThat(socket.head()).startsWith("HTTP/1.1 101 ");
            assertThat(socket.frame().text()).isEqualTo("hi");
        }
    }

    @Test
    void tellsAPlainRequestThatItWantsAWebSocket() throws Exception {
        try (RawSocket socket = RawSocket.connect(listener.port())) {
            // When
            socket.send("GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n");

            // Then
            assertThat(socket.head()).contains(" 426 ").containsIgnoringCase("upgrade: websocket");
        }
    }

    @Test
    void takesNoMoreSocketsThanItsLimit() throws Exception {
        try (RunningListener small = RunningListener.plain("maxSockets: 1", EchoAdapter::new);
                RawSocket first = RawSocket.open(small.port());
                RawSocket second = RawSocket.connect(small.port())) {
            // When
            String head = second.upgrade("/echo");

            // Then
            assertThat(head).contains(" 503 ").containsIgnoringCase("retry-after: 1");
            first.send(RawSocket.text("still here"));
            assertThat(first.frame().text()).isEqualTo("still here");
        }
    }

    @Test
    void servesNoSocketsWhereOnlyPagesAreServed() throws Exception {
        ListenerConfig pages =
                ConfigLoader.parse(ListenerConfig.class, "{host: 127.0.0.1, port: 0, tls: false, serves: [pages]}");
        try (RunningListener running = RunningListener.start(pages, "", EchoAdapter::new);
                RawSocket socket = RawSocket.connect(running.port())) {
            // When
            String head = socket.upgrade("/echo");

            // Then
            assertThat(head).contains(" 404 ");
        }
    }

    @Test
    void goesAwayWith1001() throws Exception {
        RunningListener leaving = RunningListener.plain("", EchoAdapter::new);
        try (RawSocket socket = RawSocket.open(leaving.port())) {
            // When
            Thread closing = new Thread(leaving::close);
            closing.start();

            // Then
            assertThat(socket.closeCode()).isEqualTo(1001);
            socket.send(RawSocket.close(1001));
            assertThat(socket.ends(2000)).isTrue();
            closing.join(5000);
            assertThat(closing.isAlive()).isFalse();
        }
    }
}
