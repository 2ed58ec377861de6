package io.chappe.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.time.Duration;
import java.util.Arrays;

/** Puts one message's fragments together, bounded in bytes and in count (RFC 6455 section 5.4). */
final class MessageAssembly {
    private static final byte[] NOTHING = {};

    private final boolean text;
    private final int maxBytes;
    private final int maxFragments;
    private final long startedAt = System.nanoTime();
    private byte[] gathered = NOTHING;
    private int length;
    private int fragments;

    MessageAssembly(boolean text, int maxBytes, int maxFragments) {
        this.text = text;
        this.maxBytes = maxBytes;
        this.maxFragments = maxFragments;
    }

    /** A message in one frame, the usual case: copied once. */
    static byte[] whole(ByteBuf content) {
        return ByteBufUtil.getBytes(content);
    }

    boolean isText() {
        return text;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    /**
     * Adds a fragment.
     *
     * @return false if the message is too big, or in too many pieces
     */
    boolean add(ByteBuf fragment) {
        int bytes = fragment.readableBytes();
        if (++fragments > maxFragments || bytes > maxBytes - length) {
            return false;
        }
        if (bytes > gathered.length - length) {
            int doubled = (int) Math.min(maxBytes, 2L * gathered.length);
            gathered = Arrays.copyOf(gathered, Math.max(length + bytes, doubled));
        }
        fragment.getBytes(fragment.readerIndex(), gathered, length, bytes);
        length += bytes;
        return true;
    }

    /** The whole message. */
    byte[] take() {
        return gathered.length == length ? gathered : Arrays.copyOf(gathered, length);
    }
}
