package io.chappe.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/**
 * A client's frame (RFC 6455 section 5.2), masked once and for all: to send it again is to copy it, and to write another
 * id into it.
 */
final class Template {
    /** Ten digits: an id is a number of that length, so that every frame has the same size. */
    static final long FIRST_ID = 1_000_000_000L;

    static final int ID_DIGITS = 10;
    static final int NO_ID = -1;

    private static final byte[] MASK = {0x5A, (byte) 0xC3, 0x17, (byte) 0x9E};
    private static final int FINAL_TEXT = 0x81;
    private static final int MASKED = 0x80;

    private final byte[] frame;
    private final int header;
    private final int idAt;

    private Template(byte[] payload, int idAt) {
        this.header = payload.length < 126 ? 6 : 8;
        this.frame = new byte[header + payload.length];
        this.idAt = idAt;
        frame[0] = (byte) FINAL_TEXT;
        if (header == 6) {
            frame[1] = (byte) (MASKED | payload.length);
        } else {
            frame[1] = (byte) (MASKED | 126);
            frame[2] = (byte) (payload.length >> 8);
            frame[3] = (byte) payload.length;
        }
        System.arraycopy(MASK, 0, frame, header - MASK.length, MASK.length);
        for (int i = 0; i < payload.length; i++) {
            frame[header + i] = (byte) (payload[i] ^ MASK[i & 3]);
        }
    }

    /** A message without an id. */
    static Template of(String text) {
        return new Template(text.getBytes(StandardCharsets.UTF_8), NO_ID);
    }

    /** A message with the id {@link #FIRST_ID}, where others will be written. */
    static Template withId(String text) {
        return new Template(text.getBytes(StandardCharsets.UTF_8), text.indexOf(Long.toString(FIRST_ID)));
    }

    /** The frame with this id, if it has one. */
    ByteBuf frame(ByteBufAllocator memory, long id) {
        ByteBuf out = memory.directBuffer(frame.length).writeBytes(frame);
        if (idAt != NO_ID) {
            long rest = id;
            for (int i = idAt + ID_DIGITS - 1; i >= idAt; i--) {
                out.setByte(header + i, ('0' + (int) (rest % 10)) ^ MASK[i & 3]);
                rest /= 10;
            }
        }
        return out;
    }

    int bytes() {
        return frame.length - header;
    }
}
