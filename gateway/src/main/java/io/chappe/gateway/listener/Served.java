package io.chappe.gateway.listener;

/** What a listener is for. */
public enum Served {
    /** WebSockets of every protocol. */
    SOCKETS,
    /** The demo page, and the client library for other sites. */
    PAGES
}
