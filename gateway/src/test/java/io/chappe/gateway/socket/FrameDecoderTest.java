package io.chappe.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(256 << 10)
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
    void refusesACloseFrameWhoseReasonIsCutShort() {
        // When
        assertThatThrownBy(() -> write("888400000000" + "03e8" + "e282"))
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

    @Test
    void takesWholeTextsOfAnyLength() {
        Random random = new Random(6455);
        for (int length : new int[] {0, 1, 7, 8, 9, 63, 125, 126, 127, 1_000, 65_535, 65_536}) {
            // Given
            String text = "xyz€".repeat(length).substring(0, length);
            byte[] payload = (length % 2 == 0 ? text.replace('€', '.') : text).getBytes(StandardCharsets.UTF_8);
            ByteBuf frame = masked(0x81, payload, random.nextInt());

            // When
            channel.writeInbound(frame.retainedDuplicate(), frame);

            // Then
            assertThat(List.of(received(), received()))
                    .as("%s bytes", length)
                    .allMatch(got -> Arrays.equals(got, payload));
        }
    }

    @Test
    void takesNoWholeTextWithinAMessage() {
        // Given
        write("018100000000" + "61");

        // When
        assertThatThrownBy(() -> write("818100000000" + "62"))
                // Then
                .isInstanceOf(CorruptedWebSocketFrameException.class);
    }

    @Test
    void takesNothingBehindACloseFrame() {
        // Given
        write("888000000000");
        channel.readInbound();

        // When
        write("818100000000" + "61");

        // Then
        assertThat(channel.inboundMessages()).isEmpty();
    }

    private static ByteBuf masked(int first, byte[] payload, int mask) {
        ByteBuf frame = Unpooled.buffer().writeByte(first);
        if (payload.length < 126) {
            frame.writeByte(0x80 | payload.length);
        } else if (payload.length <= 0xFFFF) {
            frame.writeByte(0x80 | 126).writeShort(payload.length);
        } else {
            frame.writeByte(0x80 | 127).writeLong(payload.length);
        }
        frame.writeInt(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.writeByte(payload[i] ^ (mask >> (24 - 8 * (i & 3))));
        }
        return frame;
    }

    /** Whole, or as Netty has it. */
    private byte[] received() {
        Object message = channel.readInbound();
        return message instanceof WebSocketFrame frame ? ByteBufUtil.getBytes(frame.content()) : (byte[]) message;
    }

    private void write(String hex) {
        channel.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)));
    }
}
