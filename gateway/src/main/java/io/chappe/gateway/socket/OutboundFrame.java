package io.chappe.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/**
 * Frames as a server sends them: whole and without a mask (RFC 6455 section 5.2). Header and payload are in one buffer:
 * Netty's encoder makes two, and the kernel takes twice as long over two.
 */
final class OutboundFrame {
    private static final int WHOLE = 0x80;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private static final int MAX_HEADER = 10;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private OutboundFrame() {}

    static ByteBuf text(ByteBufAllocator memory, byte[] utf8, int length) {
        return begin(memory, TEXT, length).writeBytes(utf8, 0, length);
    }

    static ByteBuf binary(ByteBufAllocator memory, byte[] bytes) {
        return begin(memory, BINARY, bytes.length).writeBytes(bytes);
    }

    static ByteBuf ping(ByteBufAllocator memory) {
        return begin(memory, PING, 0);
    }

    static ByteBuf pong(ByteBufAllocator memory, ByteBuf payload) {
        return begin(memory, PONG, payload.readableBytes())
                .writeBytes(payload, payload.readerIndex(), payload.readableBytes());
    }

    static ByteBuf close(ByteBufAllocator memory) {
        return begin(memory, CLOSE, 0);
    }

    static ByteBuf close(ByteBufAllocator memory, int code, String reason) {
        ByteBuf frame = begin(memory, CLOSE, Short.BYTES + ByteBufUtil.utf8Bytes(reason));
        frame.writeShort(code).writeCharSequence(reason, StandardCharsets.UTF_8);
        return frame;
    }

    private static ByteBuf begin(ByteBufAllocator memory, int opcode, int length) {
        ByteBuf frame = memory.directBuffer(MAX_HEADER + length).writeByte(WHOLE | opcode);
        if (length < TWO_BYTES) {
            return frame.writeByte(length);
        }
        return length <= 0xFFFF
                ? frame.writeByte(TWO_BYTES).writeShort(length)
                : frame.writeByte(EIGHT_BYTES).writeLong(length);
    }
}
