package io.chappe.gateway.listener;

import static io.chappe.gateway.listener.RawSocket.BINARY;
import static io.chappe.gateway.listener.RawSocket.CLOSE;
import static io.chappe.gateway.listener.RawSocket.FIN;
import static io.chappe.gateway.listener.RawSocket.PING;
import static io.chappe.gateway.listener.RawSocket.TEXT;
import static io.chappe.gateway.listener.RawSocket.close;
import static io.chappe.gateway.listener.RawSocket.concat;
import static io.chappe.gateway.listener.RawSocket.frame;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames that are none: each is answered with its close code, a thousand times, and nobody else notices. */
@Timeout(60)
class BadFramesIT {
    private static final int RSV1 = 0x40;
    private static final int RSV2 = 0x20;
    private static final int RSV3 = 0x10;
    private static final int LIMIT = 256 * 1024;
    private static final int REPETITIONS = 1000;

    private static RunningListener listener;

    @BeforeAll
    static void start() throws Exception {
        listener = RunningListener.plain("", EchoAdapter::new);
    }

    @AfterAll
    static void stop() {
        listener.close();
    }

    static Stream<Arguments> badFrames() {
        return Stream.of(
                Arguments.of("unmasked", 1002, new byte[] {(byte) 0x81, 2, 'h', 'i'}),
                Arguments.of("RSV1 set", 1002, frame(FIN | RSV1 | TEXT, (byte) 'a')),
                Arguments.of("RSV2 set", 1002, frame(FIN | RSV2 | TEXT, (byte) 'a')),
                Arguments.of("RSV3 set", 1002, frame(FIN | RSV3 | BINARY, (byte) 'a')),
                Arguments.of("60 KB under RSV1, which might inflate", 1002, frame(FIN | RSV1 | TEXT, new byte[61_156])),
                Arguments.of("reserved opcode 3", 1002, frame(FIN | 3)),
                Arguments.of("reserved opcode 7", 1002, frame(FIN | 7, (byte) 'a')),
                Arguments.of("reserved control opcode 11", 1002, frame(FIN | 11)),
                Arguments.of("reserved control opcode 15", 1002, frame(FIN | 15, (byte) 'a')),
                Arguments.of("ping of 126 bytes", 1002, frame(FIN | PING, new byte[126])),
                Arguments.of("fragmented ping", 1002, frame(PING, (byte) 'a')),
                Arguments.of("fragmented close", 1002, frame(CLOSE, (byte) 3, (byte) 0xE8)),
                Arguments.of("continuation of nothing", 1002, frame(FIN, (byte) 'a')),
                Arguments.of("message within a message", 1002, concat(frame(TEXT, (byte) 'a'), frame(FIN | TEXT, (byte)
                        'b'))),
                Arguments.of("length 2^63", 1002, header("81ff8000000000000000")),
                Arguments.of("length 2^63-1", 1009, header("81ff7fffffffffffffff")),
                Arguments.of("length in more bytes than it needs", 1002, header("81fe0001")),
                Arguments.of("frame over the limit", 1009, frame(FIN | TEXT, new byte[LIMIT + 1])),
                Arguments.of(
                        "fragments over the limit",
                        1009,
                        concat(frame(TEXT, new byte[LIMIT - 1]), frame(0, (byte) 'a'), frame(FIN, (byte) 'a'))),
                Arguments.of("endless fragments", 1009, fragments(1100, (byte) 'a')),
                Arguments.of("endless empty fragments", 1009, fragments(1100)),
                Arguments.of("no UTF-8", 1007, frame(FIN | TEXT, (byte) 'a', (byte) 0xFF)),
                Arguments.of("overlong UTF-8", 1007, frame(FIN | TEXT, (byte) 0xC0, (byte) 0xAF)),
                Arguments.of("surrogate in UTF-8", 1007, frame(FIN | TEXT, (byte) 0xED, (byte) 0xA0, (byte) 0x80)),
                Arguments.of("UTF-8 cut short", 1007, frame(FIN | TEXT, (byte) 0xE2, (byte) 0x82)),
                Arguments.of(
                        "bad UTF-8 split over fragments",
                        1007,
                        concat(frame(TEXT, (byte) 0xE2, (byte) 0x82), frame(FIN, (byte) 'a'))),
                Arguments.of("close with half a code", 1002, frame(FIN | CLOSE, (byte) 3)),
                Arguments.of("close with code 0", 1002, close(0)),
                Arguments.of("close with code 999", 1002, close(999)),
                Arguments.of("close with code 1004", 1002, close(1004)),
                Arguments.of("close with code 1005", 1002, close(1005)),
                Arguments.of("close with code 1006", 1002, close(1006)),
                Arguments.of("close with code 1015", 1002, close(1015)),
                Arguments.of("close with code 2999", 1002, close(2999)),
                Arguments.of("close with code 5000", 1002, close(5000)),
                Arguments.of("close with code 65535", 1002, close(65_535)),
                Arguments.of(
                        "close with a reason that is no UTF-8", 1007, frame(FIN | CLOSE, (byte) 3, (byte) 0xE8, (byte)
                                0xFF)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badFrames")
    void closesWithTheNamedCode(String name, int code, byte[] bytes) throws Exception {
        try (RawSocket socket = RawSocket.open(listener.port())) {
            // Given
            double before = listener.count("chappe.sockets.closed", "by", "server", "code", Integer.toString(code));

            // When
            socket.send(bytes);

            // Then
            assertThat(socket.closeCode()).isEqualTo(code);
            assertThat(socket.ends(2000)).as("the server ends the connection").isTrue();
            listener.awaitCount(before + 1, "chappe.sockets.closed", "by", "server", "code", Integer.toString(code));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badFrames")
    void aThousandTimesLeavesNothingBehind(String name, int code, byte[] bytes) throws Exception {
        try (Bystander bystander = new Bystander(listener.port())) {
            // Given
            repeat(REPETITIONS / 10, bytes, code);
            long before = LiveHeap.bytes();

            // When
            repeat(REPETITIONS, bytes, code);

            // Then
            LiveHeap.assertNoLeakSince(before);
            assertThat(bystander.leave()).isPositive();
        }
    }

    private static void repeat(int times, byte[] bytes, int code) throws Exception {
        for (int i = 0; i < times; i++) {
            try (RawSocket socket = RawSocket.open(listener.port())) {
                socket.send(bytes);
                // At once: nothing of it may have reached the handler, which would send it back.
                RawSocket.Frame answer = socket.frame();
                assertThat(answer.opcode()).isEqualTo(CLOSE);
                assertThat(answer.code()).isEqualTo(code);
            }
        }
    }

    private static byte[] header(String hex) {
        return concat(HexFormat.of().parseHex(hex), new byte[4], "payload".getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] fragments(int count, byte... payload) {
        byte[][] frames = new byte[count][];
        for (int i = 0; i < count; i++) {
            frames[i] = frame(i == 0 ? TEXT : 0, payload);
        }
        return concat(frames);
    }
}
