package io.chappe.client;

/** How a session stands. */
public enum ConnectionState {
    /** It has a socket, and its rooms and watches are as they should be. */
    ONLINE,
    /** It has no socket; the client tries to get one. */
    RECONNECTING,
    /** It is over. */
    CLOSED
}
