package io.chappe.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Frames for a client that does not read as fast as it is written to. Netty gets no more than its write buffer's high
 * water mark; what waits here can still be dropped, so that a slow reader is told why it is closed (4413) and does not
 * first have to read all that made it slow. The largest frame is not counted: a roster alone may be over the limit, and
 * whoever is closed for it would be sent the same roster again.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a void promise: what fails arrives at exceptionCaught
final class OutboundQueue {
    private final Channel channel;
    private final int maxBytes;
    private @Nullable ArrayDeque<ByteBuf> waiting;
    private long waitingBytes;

    /** Bytes of the largest frame since nothing waited. */
    private int largest;

    OutboundQueue(Channel channel, int maxBytes) {
        this.channel = channel;
        this.maxBytes = maxBytes;
    }

    /**
     * Takes a frame, and always takes one when nothing waits. The caller flushes.
     *
     * @return false if the limit is reached; the frame is released then
     */
    boolean offer(ByteBuf frame) {
        int bytes = frame.readableBytes();
        if (bytes() == 0) {
            largest = 0;
        }
        if (isOver(bytes)) {
            // What this turn of the event loop has written may only wait for its flush.
            channel.flush();
            if (isOver(bytes)) {
                frame.release();
                return false;
            }
        }
        largest = Math.max(largest, bytes);
        add(frame);
        return true;
    }

    /** Takes a frame that must go out whatever waits before it: there is one such, the close frame. */
    void add(ByteBuf frame) {
        if (waiting == null && channel.isWritable()) {
            channel.write(frame, channel.voidPromise());
            return;
        }
        if (waiting == null) {
            waiting = new ArrayDeque<>();
        }
        waiting.add(frame);
        waitingBytes += frame.readableBytes();
    }

    private boolean isOver(int more) {
        return bytes() + more - Math.max(largest, more) > maxBytes;
    }

    /** Hands over what waits while Netty takes it. */
    void drain() {
        ArrayDeque<ByteBuf> queue = waiting;
        if (queue == null) {
            return;
        }
        while (channel.isWritable() && !queue.isEmpty()) {
            while (channel.isWritable() && !queue.isEmpty()) {
                ByteBuf frame = queue.remove();
                waitingBytes -= frame.readableBytes();
                channel.write(frame, channel.voidPromise());
            }
            channel.flush();
        }
        if (queue.isEmpty()) {
            waiting = null;
        }
    }

    /** Drops what waits here; what Netty has stays on its way. */
    void clear() {
        if (waiting != null) {
            waiting.forEach(ByteBuf::release);
            waiting = null;
            waitingBytes = 0;
        }
    }

    /** Bytes not yet taken by the kernel. */
    long bytes() {
        ChannelOutboundBuffer netty = channel.unsafe().outboundBuffer();
        return waitingBytes + (netty == null ? 0 : netty.totalPendingWriteBytes());
    }
}
