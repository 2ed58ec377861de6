package io.chappe.gateway.socket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Takes the mask off what a client has sent (RFC 6455 section 5.3), eight bytes at a time. */
final class Unmasking {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long MASK_TWICE = 0x1_0000_0001L;
    private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

    private Unmasking() {}

    /**
     * Takes the mask off a whole payload.
     *
     * @return whether what is left is ASCII: then there is nothing else to check
     */
    static boolean leavesAscii(byte[] payload, int mask) {
        long twice = (mask & 0xFFFF_FFFFL) * MASK_TWICE;
        long seen = 0;
        int at = 0;
        for (; at <= payload.length - Long.BYTES; at += Long.BYTES) {
            long clear = (long) EIGHT_BYTES.get(payload, at) ^ twice;
            EIGHT_BYTES.set(payload, at, clear);
            seen |= clear;
        }
        for (; at < payload.length; at++) {
            payload[at] ^= (byte) (mask >> (24 - 8 * (at & 3)));
            seen |= payload[at];
        }
        return (seen & NOT_ASCII) == 0;
    }
}
