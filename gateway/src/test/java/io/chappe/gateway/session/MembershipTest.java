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
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MembershipTest {
    private static final byte[] FRAME = {1};

    private final Membership joining = new Membership(new RoomId("room"), new SessionId("me"));

    private static Envelope from(String sender, long joinVersion) {
        return new Envelope(
                new TenantId("t"),
                new SessionId(sender),
                new PeerId("p"),
                new RoomId("room"),
                joinVersion,
                List.of(new SessionId("me")),
                0,
                "k",
                RawJson.NULL,
                1,
                false,
                0,
                3_000,
                false);
    }

    @Test
    void holdsWhatComesBeforeTheSessionIsTold() {
        assertThat(joining.mustWait(from("other", 5))).isTrue();
    }

    @Test
    void holdsNoMoreThanItsBound() {
        // Given
        IntStream.range(0, 64).forEach(i -> joining.hold(from("other", 5), FRAME));

        // When
        Future<Delivery> oneMore = joining.hold(from("other", 5), FRAME);

        // Then
        assertThat(oneMore.result().reason()).isEqualTo(ErrorCode.QUEUE_FULL);
    }

    @Test
    void holdsNoMoreBytesThanItsBound() {
        // Given
        IntStream.range(0, 4).forEach(i -> joining.hold(from("other", 5), new byte[64 << 10]));

        // When
        Future<Delivery> oneMore = joining.hold(from("other", 5), FRAME);

        // Then
        assertThat(oneMore.result().reason()).isEqualTo(ErrorCode.QUEUE_FULL);
    }

    @Test
    void answersWhatItGivesUpOn() {
        // Given
        Future<Delivery> waiting = joining.hold(from("other", 5), FRAME);

        // When
        joining.expire(0);

        // Then
        assertThat(waiting.result().reason()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(joining.isHolding()).isFalse();
    }

    @Test
    void releasesNothingThatMustStillWait() {
        // Given
        List<byte[]> written = new ArrayList<>();
        joining.hold(from("other", 5), FRAME);

        // When
        joining.release((envelope, frame) -> {
            written.add(frame);
            return Future.succeededFuture(Delivery.ONE);
        });

        // Then
        assertThat(written).isEmpty();
        assertThat(joining.isHolding()).isTrue();
    }
}
