package io.chappe.gateway.socket;

import org.slf4j.spi.LoggingEventBuilder;

/**
 * What a protocol does with a socket. Called on the socket's event loop and its verticle's context, in order. Once the
 * close has begun from either side no message follows. A handler that throws closes its socket with 1011.
 */
public interface SocketHandler {
    /** A whole text message, valid UTF-8, within the listener's limits. The array belongs to the handler. */
    void onText(byte[] utf8);

    /** A whole binary message; the array belongs to the handler. */
    void onBinary(byte[] bytes);

    /** Says on a line of the log whose socket it is, as far as that is known. */
    default LoggingEventBuilder about(LoggingEventBuilder line) {
        return line;
    }

    /**
     * The socket is closed; the last call, exactly once. {@link ClientSocket#closedWith} tells whether the server
     * began it.
     *
     * @param code of the close frame that the client sent; 1005 for a close frame without one, 1006 for none at all
     */
    void onClose(int code);
}
