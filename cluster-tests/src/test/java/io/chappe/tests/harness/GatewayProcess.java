package io.chappe.tests.harness;

import java.net.URI;

/**
 * A gateway, and where its clients find it.
 *
 * @param tlsPort serves pages and sockets
 * @param pagesPort serves pages only, with TLS
 * @param plainPort serves sockets without TLS
 */
public record GatewayProcess(NodeProcess process, int tlsPort, int pagesPort, int plainPort) {
    /** The same one in another process. */
    GatewayProcess with(NodeProcess next) {
        return new GatewayProcess(next, tlsPort, pagesPort, plainPort);
    }

    /** For plain clients. */
    public URI signalUrl() {
        return URI.create("wss://localhost:" + tlsPort + "/v1/signal");
    }

    /** The demo page. */
    public URI page() {
        return URI.create("https://localhost:" + tlsPort + "/");
    }

    /** The demo page, from the listener that has no sockets. */
    public URI pageWithoutSockets() {
        return URI.create("https://localhost:" + pagesPort + "/");
    }

    /** For plain clients, without TLS. */
    public URI plainUrl() {
        return URI.create("ws://localhost:" + plainPort + "/v1/signal");
    }

    public Metrics metrics() {
        return process.metrics();
    }
}
