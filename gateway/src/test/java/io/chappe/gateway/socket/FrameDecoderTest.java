package io.chappe.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(WebSocketDecoderConfig.newBuilder()
            .allowExtensions(false)
            .closeOnProtocolViolation(false)
            .build()));

    @Test
    void refusesBadTextBeforeItsFrameIsWhole() {
        // Given
        // A text of 5 bytes under a mask of zeros, of which the second is bad.
        write("818500000000" + "61");

        // When
        assertThatThrownBy(() -> write("ff"))
                // Then
                .isInstanceOf(CorruptedWebSocketFrameException.class);
        assertThat(channel.inboundMessages()).isEmpty();
    }

    @Test
    void handsOnNothingOfABadFrame() {
        // When
        assertThatThrownBy(() -> write("818200000000" + "61ff"))
                // Then
                .isInstanceOf(CorruptedWebSocketFrameException.class);
        assertThat(channel.inboundMessages()).isEmpty();
    }

    @Test
    void takesATextByteByByteUnderItsMask() {
        // Given
        byte[] bytes = HexFormat.of().parseHex("8185" + "37fa213d" + "7f9f4d5158");

        // When
        for (byte next : bytes) {
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {next}));
        }

        // Then
        WebSocketFrame frame = channel.readInbound();
        assertThat(frame.content().toString(StandardCharsets.UTF_8)).isEqualTo("Hello");
    }

    @Test
    void takesACharacterThatIsSplitOverFragmentsWithAPingBetween() {
        // When
        write("018100000000" + "e2");
        write("898000000000");
        write("808200000000" + "82ac");

        // Then
        assertThat(channel.inboundMessages()).hasSize(3);
    }

    @Test
    void doesNotCheckBinary() {
        // When
        write("028100000000" + "ff");
        write("808100000000" + "ff");

        // Then
        assertThat(channel.inboundMessages()).hasSize(2);
    }

    private void write(String hex) {
        channel.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)));
    }
}
