package io.chappe.tests.harness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** One direction of a connection through a {@link FaultProxy}. For the proxy's thread only. */
final class Flow {
    private static final int MAX_WAITING_BYTES = 1 << 20;

    private record Piece(ByteBuffer bytes, long due) {}

    private final SocketChannel from;
    private final SocketChannel to;
    private final Deque<Piece> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean ended;
    private boolean finished;
    private boolean swallows;
    private boolean corrupts;

    Flow(SocketChannel from, SocketChannel to) {
        this.from = from;
        this.to = to;
    }

    /** From now on its bytes vanish, and its end too. */
    void swallow() {
        swallows = true;
        waiting.clear();
        waitingBytes = 0;
    }

    /** One bit of what comes next changes. */
    void corrupt() {
        corrupts = true;
    }

    boolean swallows() {
        return swallows;
    }

    boolean wantsRead() {
        return !ended && waitingBytes < MAX_WAITING_BYTES;
    }

    boolean isWaiting() {
        return !waiting.isEmpty() || (ended && !finished);
    }

    /** Whether nothing more will come out of it. */
    boolean isOver() {
        return finished;
    }

    void read(ByteBuffer scratch, long due) throws IOException {
        scratch.clear();
        if (from.read(scratch) < 0) {
            ended = true;
            return;
        }
        if (swallows) {
            return;
        }
        byte[] bytes = new byte[scratch.position()];
        scratch.flip().get(bytes);
        if (corrupts && bytes.length > 0) {
            corrupts = false;
            bytes[bytes.length / 2] ^= 1;
        }
        waiting.add(new Piece(ByteBuffer.wrap(bytes), due));
        waitingBytes += bytes.length;
    }

    /** Writes what is due, and then the end, if there is one. */
    void write(long now) throws IOException {
        while (!waiting.isEmpty() && waiting.peek().due() - now <= 0) {
            ByteBuffer bytes = waiting.peek().bytes();
            waitingBytes -= to.write(bytes);
            if (bytes.hasRemaining()) {
                return;
            }
            waiting.remove();
        }
        if (ended && waiting.isEmpty() && !finished) {
            finished = true;
            if (!swallows) {
                to.shutdownOutput();
            }
        }
    }
}
