package io.chappe.client;

/** Where a session's messages go out: its current socket, if it has one. */
interface Outlet {
    /** Whether {@link #send} would reach the server now. */
    boolean isUp();

    /** Sends a text frame, or does nothing while there is no socket. */
    void send(String text);
}
