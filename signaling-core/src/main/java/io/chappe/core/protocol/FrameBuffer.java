package io.chappe.core.protocol;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;

/**
 * One frame for one client, in memory that the next one takes over: most frames are for one client only, and are copied
 * to its socket at once. Not for several threads.
 */
public final class FrameBuffer {
    private static final int SIZE = 4096;

    /** A rare large frame must not keep its memory for good. */
    private static final int MAX_KEPT = 64 << 10;

    private JsonWriter out = new JsonWriter(SIZE);

    /** Writes the signal over what was here before. */
    public FrameBuffer signal(Envelope envelope) {
        ServerFrames.signal(memory(), envelope).close('}');
        return this;
    }

    /**
     * Writes an ack, for a signal: to a session without counts, to a peer or a room with them.
     *
     * @param delivery who has got it, in the sense of the status
     */
    public FrameBuffer ack(long id, Target to, Want status, Delivery delivery) {
        ServerFrames.ack(memory(), id, to, status, delivery).close('}');
        return this;
    }

    private JsonWriter memory() {
        if (out.array().length > MAX_KEPT) {
            out = new JsonWriter(SIZE);
        }
        return out;
    }

    /** Begins with the frame. */
    public byte[] array() {
        return out.array();
    }

    public int length() {
        return out.size();
    }
}
