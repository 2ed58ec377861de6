package io.chappe.gateway.listener;

/** What a listener is for. */
public enum Served {
    /** WebSockets of every protocol. */
    SOCKETS,
    /** The demo page and the agents' page; for other sites, the client library and the call button. */
    PAGES
}
