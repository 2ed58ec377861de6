package io.chappe.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    /** As a server reads it, which insists on the mask. */
    private static String read(ByteBuf frame) {
        EmbeddedChannel server = new EmbeddedChannel(new WebSocket13FrameDecoder(true, false, 1 << 20));
        server.writeInbound(frame);
        TextWebSocketFrame text = server.readInbound();
        String content = text.text();
        text.release();
        return content;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60, 61, 500, 60_000})
    void aServerReadsTheTextWithTheId(int filling) {
        // Given
        String head = "{\"id\":1000000000,\"data\":\"" + "x".repeat(filling) + "\"}";
        Template template = Template.withId(head);

        // When
        String first = read(template.frame(UnpooledByteBufAllocator.DEFAULT, 1_234_567_890L));
        String second = read(template.frame(UnpooledByteBufAllocator.DEFAULT, 1_234_567_891L));

        // Then
        assertThat(first).isEqualTo(head.replace("1000000000", "1234567890"));
        assertThat(second).isEqualTo(head.replace("1000000000", "1234567891"));
    }

    @ParameterizedTest
    @ValueSource(ints = {540, 1_200})
    void aNativeMessageHasTheSizeThatIsAskedFor(int bytes) {
        // Given
        NativeParticipant one = new NativeParticipant(1, null, null);
        NativeParticipant other = new NativeParticipant(2, null, null);
        other.onMessage("{\"type\":\"welcome\",\"session\":\"0123456789abcdef\"}", out -> {});

        // When
        Template message = one.messageTo(other, bytes, true);

        // Then
        assertThat(message.bytes()).isEqualTo(bytes);
        assertThat(read(message.frame(UnpooledByteBufAllocator.DEFAULT, Template.FIRST_ID)))
                .startsWith("{\"type\":\"signal\",\"id\":1000000000,\"to\":{\"session\":\"0123456789abcdef\"}")
                .endsWith("\"}}");
    }
}
