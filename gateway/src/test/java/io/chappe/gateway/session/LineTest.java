package io.chappe.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.chappe.core.protocol.CloseCode;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.loop.TestLoop;
import io.chappe.gateway.protocol.Dialect;
import io.chappe.gateway.protocol.SilentDialect;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LineTest {
    private static final SessionId ME = new SessionId("me");
    private static final byte[] FRAME = {1};

    private static final Vertx VERTX = Vertx.vertx();
    private static final EventLoop LOOP = TestLoop.of(VERTX);

    private final Line line = new Line(ME, LOOP, true);
    private final Socket socket = new Socket();

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    /** Writes the kinds of the signals down. */
    private static final class Socket extends SilentDialect implements Outlet {
        private final List<String> written = new ArrayList<>();
        private boolean closing;
        private @Nullable CloseCode closedWith;

        @Override
        public Dialect dialect() {
            return this;
        }

        @Override
        public byte[] signal(Envelope envelope) {
            return envelope.kind().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }

        @Override
        public boolean write(Envelope signal) {
            return write(signal(signal));
        }

        @Override
        public boolean write(byte[] frame) {
            return !closing && written.add(new String(frame, java.nio.charset.StandardCharsets.UTF_8));
        }

        @Override
        public void close(CloseCode code) {
            closing = true;
            closedWith = code;
        }
    }

    private static Envelope envelope(String kind, int bytes, int timeoutMs) {
        return new Envelope(
                new TenantId("t"),
                new SessionId("other"),
                new PeerId("p"),
                new RoomId("room"),
                1,
                List.of(ME),
                1,
                kind,
                RawJson.of('"' + "x".repeat(bytes) + '"'),
                1,
                true,
                0,
                timeoutMs,
                false);
    }

    private Future<Delivery> signal(String kind) {
        Envelope envelope = envelope(kind, 0, 60_000);
        return line.signal(envelope, null);
    }

    @Test
    void writesToItsSocket() {
        // Given
        line.attach(socket);

        // When
        Future<Delivery> outcome = signal("a");

        // Then
        assertThat(outcome.result()).isEqualTo(Delivery.UNCONFIRMED);
        assertThat(socket.written).containsExactly("a");
    }

    @Test
    void holdsSignalsForTheNextSocketInTheirOrder() {
        // Given
        Future<Delivery> first = signal("a");
        signal("b");
        line.tell(FRAME);
        line.attach(socket);

        // When
        line.release();

        // Then
        assertThat(first.result()).isEqualTo(Delivery.UNCONFIRMED);
        assertThat(socket.written).containsExactly("a", "b");
    }

    @Test
    void holdsWhatAClosingSocketDoesNotTake() {
        // Given
        line.attach(socket);
        socket.closing = true;

        // When
        Future<Delivery> outcome = signal("a");

        // Then
        assertThat(outcome.isComplete()).isFalse();
    }

    @Test
    void holdsNoMoreThanItsBound() {
        // Given
        IntStream.range(0, 128).forEach(i -> signal("a"));

        // When
        Future<Delivery> oneMore = signal("b");

        // Then
        assertThat(oneMore.result().reason()).isEqualTo(ErrorCode.QUEUE_FULL);
    }

    @Test
    void holdsNoMoreBytesThanItsBound() {
        // Given
        line.signal(envelope("a", (256 << 10) - 10, 60_000), FRAME);

        // When
        Future<Delivery> oneMore = line.signal(envelope("b", 20, 60_000), FRAME);

        // Then
        assertThat(oneMore.result().reason()).isEqualTo(ErrorCode.QUEUE_FULL);
    }

    @Test
    void saysThatWhatWaitedTooLongWasNotDelivered() throws Exception {
        // When
        Future<Delivery> outcome = line.signal(envelope("a", 0, 10), FRAME);

        // Then
        assertThat(outcome.toCompletionStage()
                        .toCompletableFuture()
                        .get(5, TimeUnit.SECONDS)
                        .reason())
                .isEqualTo(ErrorCode.RECONNECTING);
    }

    @Test
    void givesAwayWhatWaits() {
        // Given
        Future<Delivery> outcome = signal("a");

        // When
        List<Envelope> handedOver = line.handOver();

        // Then
        assertThat(handedOver).extracting(Envelope::kind).containsExactly("a");
        assertThat(outcome.result().reached()).isEqualTo(1);
    }

    @Test
    void answersForWhatWaitsWhenItEnds() {
        // Given
        Future<Delivery> outcome = signal("a");

        // When
        line.end(null);

        // Then
        assertThat(outcome.result().reason()).isEqualTo(ErrorCode.NO_SUCH_SESSION);
    }

    @Test
    void aSocketThatComesAfterAnotherHolderIsTold() {
        // Given
        line.end(CloseCode.SUPERSEDED);

        // When
        line.attach(socket);

        // Then
        assertThat(socket.closedWith).isEqualTo(CloseCode.SUPERSEDED);
        assertThat(line.isOpen()).isFalse();
    }
}
