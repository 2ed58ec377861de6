package io.chappe.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Draws what a client might send on a socket: frames, most of them as RFC 6455 says, and what is none. */
final class FrameStream {
    private static final int FIN = 0x80;
    private static final String[] TEXTS = {"", "a", "Hello, world", "ä€😀", "€".repeat(42), "x".repeat(125)};
    /** A byte that may not stand there, a character in too many bytes, half a surrogate pair, above U+10FFFF, and so on. */
    private static final String[] NO_TEXTS = {
        "80", "ff", "c0af", "e08080", "eda080", "f0808080", "f4908080", "f5808080", "e282"
    };

    private static final int[] CODES = {
        0, 999, 1000, 1003, 1004, 1005, 1006, 1007, 1014, 1015, 1016, 2999, 3000, 4000, 4999, 5000, 65_535
    };
    private static final long[] CLAIMS = {0, 1, 125, 126, 65_535, 65_536, 1L << 31, 1L << 32, Long.MAX_VALUE, -1};

    private final Random random;
    private final int[] lengths;
    private final ByteBuf bytes = Unpooled.buffer();

    FrameStream(Random random, SocketLimits limits) {
        this.random = random;
        int frame = limits.maxFrameBytes();
        int message = limits.maxMessageBytes();
        lengths = new int[] {frame - 1, frame, frame + 1, message - 1, message, message + 1, 65_535, 65_536};
    }

    /** A stream of up to a dozen frames; its end may be missing. */
    byte[] bytes() {
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            message();
            if (onceIn(20)) {
                frame(FIN | 8, reasonToClose());
            }
        }
        if (onceIn(8)) {
            bytes.writerIndex(random.nextInt(bytes.writerIndex() + 1));
        }
        if (onceIn(20)) {
            bytes.setByte(random.nextInt(1 + bytes.writerIndex()), random.nextInt());
        }
        return ByteBufUtil.getBytes(bytes);
    }

    /** The same bytes in the pieces in which they might arrive: one by one, a few together, many, all. */
    List<byte[]> pieces(byte[] stream) {
        int least = 1 + stream.length / 1024;
        int most = switch (random.nextInt(4)) {
            case 0 -> least;
            case 1 -> least + random.nextInt(20);
            default -> least + stream.length;
        };
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < stream.length; ) {
            int to = onceIn(4) ? at + most : at + 1 + random.nextInt(most);
            pieces.add(Arrays.copyOfRange(stream, at, Math.min(to, stream.length)));
            at = to;
        }
        return pieces;
    }

    private boolean onceIn(int times) {
        return random.nextInt(times) == 0;
    }

    private void message() {
        boolean text = random.nextInt(3) > 0;
        byte[] payload = text ? text() : binary();
        int fragments = onceIn(3) ? 1 + random.nextInt(10) : 1;
        int from = 0;
        for (int i = 1; i <= fragments; i++) {
            int to = i == fragments ? payload.length : from + random.nextInt(payload.length - from + 1);
            int opcode = i > 1 ? 0 : text ? 1 : 2;
            frame((i == fragments ? FIN : 0) | opcode, Arrays.copyOfRange(payload, from, to));
            from = to;
            while (onceIn(5)) {
                frame(FIN | 9 + random.nextInt(2), "still there".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private byte[] text() {
        String text = TEXTS[random.nextInt(TEXTS.length)].repeat(1 + random.nextInt(3));
        if (onceIn(60)) {
            text = "x".repeat(lengths[random.nextInt(lengths.length)]);
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (onceIn(25)) {
            byte[] bad = HexFormat.of().parseHex(NO_TEXTS[random.nextInt(NO_TEXTS.length)]);
            int at = random.nextInt(utf8.length + 1);
            return ByteBufUtil.getBytes(
                    Unpooled.wrappedBuffer(Arrays.copyOf(utf8, at), bad, Arrays.copyOfRange(utf8, at, utf8.length)));
        }
        return utf8;
    }

    private byte[] binary() {
        byte[] payload = new byte[onceIn(40) ? lengths[random.nextInt(lengths.length)] : random.nextInt(300)];
        random.nextBytes(payload);
        return payload;
    }

    private byte[] reasonToClose() {
        ByteBuf payload = Unpooled.buffer();
        if (!onceIn(4)) {
            payload.writeShort(CODES[random.nextInt(CODES.length)]);
            payload.writeBytes(onceIn(2) ? text() : new byte[0]);
        }
        if (onceIn(10)) {
            payload.writeByte(3);
        }
        return ByteBufUtil.getBytes(payload);
    }

    /** As it should be, but for one time in a hundred or so. */
    private void frame(int first, byte[] payload) {
        bytes.writeByte(onceIn(100) ? first ^ (1 << random.nextInt(8)) : first);
        int masked = onceIn(200) ? 0 : 0x80;
        if (onceIn(150)) {
            long claim = CLAIMS[random.nextInt(CLAIMS.length)];
            bytes.writeByte(masked | 127).writeLong(claim);
        } else if (onceIn(150)) {
            bytes.writeByte(masked | 126).writeShort(random.nextInt(200));
        } else if (payload.length < 126) {
            bytes.writeByte(masked | payload.length);
        } else if (payload.length <= 0xFFFF) {
            bytes.writeByte(masked | 126).writeShort(payload.length);
        } else {
            bytes.writeByte(masked | 127).writeLong(payload.length);
        }
        int mask = onceIn(4) ? 0 : random.nextInt();
        bytes.writeInt(mask);
        for (int i = 0; i < payload.length; i++) {
            bytes.writeByte(payload[i] ^ (mask >> (24 - 8 * (i & 3))));
        }
    }
}
