package io.chappe.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class OutboundQueueTest {
    private static final int LIMIT = 256 << 10;
    private static final int ROSTER = 300 << 10;

    private boolean isReading;
    private final EmbeddedChannel channel = new EmbeddedChannel() {
        @Override
        protected void doWrite(ChannelOutboundBuffer in) throws Exception {
            if (isReading) {
                super.doWrite(in);
            }
        }
    };
    private final OutboundQueue queue = new OutboundQueue(channel, LIMIT);

    private static ByteBuf frame(int bytes) {
        return Unpooled.wrappedBuffer(new byte[bytes]);
    }

    private int taken(int bytes) {
        int taken = 0;
        while (taken < 10_000 && queue.offer(frame(bytes))) {
            taken++;
        }
        return taken;
    }

    @Test
    void aLargeFrameDoesNotCountAgainstThoseBehindIt() {
        // Given
        queue.offer(frame(ROSTER));

        // When
        int behind = taken(1_000);

        // Then
        assertThat(behind).isEqualTo(LIMIT / 1_000);
    }

    @Test
    void aLargeFrameIsTakenBehindASmallOne() {
        // Given
        queue.offer(frame(1_000));

        // When
        boolean taken = queue.offer(frame(ROSTER));

        // Then
        assertThat(taken).isTrue();
        assertThat(queue.offer(frame(1_000))).isTrue();
    }

    @Test
    void oneLargeFrameIsEnough() {
        // Given
        queue.offer(frame(ROSTER));
        ByteBuf another = frame(ROSTER);

        // When
        boolean taken = queue.offer(another);

        // Then
        assertThat(taken).isFalse();
        assertThat(another.refCnt()).isZero();
    }

    @Test
    void aLargeFrameThatIsOutAllowsNoMore() {
        // Given
        queue.offer(frame(ROSTER));
        isReading = true;
        channel.flush();
        isReading = false;

        // When
        int taken = taken(1_000);

        // Then: the limit, and one that is the largest
        assertThat(taken).isBetween(LIMIT / 1_000 - 30, LIMIT / 1_000 + 1);
    }
}
