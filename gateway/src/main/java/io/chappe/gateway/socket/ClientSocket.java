package io.chappe.gateway.socket;

import io.chappe.core.protocol.CloseCode;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of one client. All methods but {@link #execute} are called on its event loop; none of them blocks or
 * throws. After the close has begun, sending does nothing.
 */
public interface ClientSocket {
    /**
     * Sends a text message. Bytes that the client does not read wait here, up to the listener's limit; past it the
     * socket closes with {@link CloseCode#SLOW_READER}.
     *
     * @param utf8 the whole message, valid UTF-8
     * @return false if the message was not accepted: closing, closed, or over the limit
     */
    boolean send(byte[] utf8);

    /**
     * Sends the beginning of an array, which may be changed again afterwards; otherwise like {@link #send(byte[])}.
     *
     * @param length how many of its bytes are the message
     */
    boolean send(byte[] utf8, int length);

    /** Sends a binary message; otherwise like {@link #send(byte[])}. */
    boolean sendBinary(byte[] bytes);

    /** Begins the close handshake; {@link SocketHandler#onClose} follows, at the latest after the closing timeout. */
    void close(CloseCode code);

    /**
     * The code with which the server began to close, by {@link #close} or for a reason of the edge's own (framing, size,
     * silence, a slow reader, a handler that threw); null while it has not. Ask in {@link SocketHandler#onClose}.
     */
    @Nullable CloseCode closedWith();

    /**
     * No message is given out until {@link #resume}. What the client sends meanwhile waits in the kernel, but for the
     * rest of the last read.
     */
    void pause();

    void resume();

    /** What its client may send; a protocol asks it for each message that it is given. */
    Pace pace();

    /** Bytes accepted by {@link #send(byte[])} and not yet taken by the kernel. */
    long bytesWaiting();

    /** Runs a task on this socket's event loop, in the order of the calls; from any thread. */
    void execute(Runnable task);
}
