package io.chappe.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeParticipantTest {
    private static final String WELCOME = "{\"type\":\"welcome\",\"session\":\"s\",\"secret\":\"x\",\"resumed\":false}";
    private static final String REFUSED =
            "{\"type\":\"error\",\"id\":1,\"code\":\"unavailable\",\"message\":\"no service answers\",\"retryAfterMs\":1000}";

    private final List<String> sent = new ArrayList<>();
    private final NativeParticipant ann = new NativeParticipant(1, "hall", null);

    @Test
    void whoIsRefusedForAMomentComesAgainAsSomebodyNew() {
        // Given
        ann.opened(sent::add);
        ann.onMessage(WELCOME, sent::add);
        ann.onMessage(REFUSED, sent::add);
        long inMs = ann.comesAgainInMs();
        sent.clear();

        // When
        ann.opened(sent::add);

        // Then
        assertThat(inMs).isEqualTo(1_000);
        assertThat(ann.comesAgainInMs()).isZero();
        assertThat(sent)
                .singleElement()
                .asString()
                .startsWith("{\"type\":\"hello\"")
                .doesNotContain("resume");
    }

    @Test
    void aJoinTakesFromTheFirstOneToItsAnswer() throws InterruptedException {
        // Given
        ann.opened(sent::add);
        ann.onMessage(WELCOME, sent::add);
        ann.onMessage(REFUSED, sent::add);
        Thread.sleep(5);
        ann.opened(sent::add);
        ann.onMessage(WELCOME, sent::add);

        // When
        ann.onMessage("{\"type\":\"joined\",\"id\":1}", sent::add);

        // Then
        assertThat(ann.isReady()).isTrue();
        assertThat(ann.joinTookNs()).isGreaterThan(5_000_000);
        assertThat(ann.joinedLength()).isEqualTo(24);
    }

    @Test
    void whatIsToldOfMembersIsNews() {
        // Given
        ByteBuf frame = Unpooled.copiedBuffer("{\"type\":\"members-changed\",\"count\":7}", StandardCharsets.UTF_8);

        // When
        Arrival arrival = ann.arrival(frame, 0, frame.readableBytes());

        // Then
        assertThat(arrival).isEqualTo(Arrival.NEWS);
    }
}
