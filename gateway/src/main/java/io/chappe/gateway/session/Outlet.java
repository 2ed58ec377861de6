package io.chappe.gateway.session;

import io.chappe.core.bus.Envelope;
import io.chappe.core.protocol.CloseCode;
import io.chappe.gateway.protocol.Dialect;

/** Where a session's frames go: its protocol, and behind it the socket. On the session's event loop. */
public interface Outlet {
    Dialect dialect();

    /**
     * Writes a frame.
     *
     * @return false if it was not taken: the socket is closing
     */
    boolean write(byte[] frame);

    /** Writes a signal that is for this session alone; otherwise like {@link #write(byte[])}. */
    boolean write(Envelope signal);

    void close(CloseCode code);
}
