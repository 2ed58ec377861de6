package io.chappe.gateway.listener;

import io.chappe.core.protocol.CloseCode;
import io.chappe.gateway.loop.TimerWheel;
import io.chappe.gateway.socket.SocketGroup;
import io.chappe.node.config.ConfigException;
import io.chappe.node.logging.About;
import io.chappe.node.tls.CertificateFiles;
import io.chappe.node.tls.CertificateWatch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.KeyCertOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop's share of a port: HTTP, TLS, pages and sockets. Every event loop starts its own with the same
 * configuration; Vert.x opens the port once and spreads the connections. Started, used and closed on its verticle's
 * context.
 */
public final class Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    private final ListenerConfig config;
    private final Edge edge;
    private final SocketGroup sockets;
    private final Requests requests;
    private final HttpServer server;
    private Optional<CertificateWatch> certificates = Optional.empty();

    private Listener(
            Vertx vertx, TimerWheel timers, ListenerConfig config, Edge edge, Optional<KeyCertOptions> certificate) {
        this.edge = edge;
        this.sockets = new SocketGroup(vertx, timers, edge.limits(), edge.meters());
        Duration upgrade = edge.limits().upgradeTimeout();
        // The clock of a TLS connection starts when its handshake is done, which had the other half of the time.
        Duration first = config.tls() ? upgrade.dividedBy(2) : upgrade;
        HeadDeadlines deadlines = new HeadDeadlines(timers, first, upgrade, edge.meters());
        this.requests = new Requests(config, edge, sockets, deadlines);
        this.config = config;
        this.server = vertx.createHttpServer(ListenerOptions.of(config, edge, certificate))
                .connectionHandler(deadlines::accepted)
                .requestHandler(requests::handle)
                .invalidRequestHandler(requests::handleInvalid)
                .exceptionHandler(this::connectionFailed);
    }

    /**
     * Opens the port, or joins the event loops that have. To be called on an event-loop verticle's context.
     *
     * @param timers of that context's event loop
     * @return fails with a {@link ConfigException}, one line for the operator, when the port is taken or the certificate
     *     is of no use
     */
    public static Future<Listener> start(Vertx vertx, TimerWheel timers, ListenerConfig config, Edge edge) {
        Optional<CertificateFiles> files =
                Optional.ofNullable(config.tls() ? config.certificate() : null).map(CertificateFiles::new);
        return read(vertx, files).compose(certificate -> {
            Listener listener = new Listener(vertx, timers, config, edge, certificate);
            return listener.listen()
                    .onSuccess(open -> files.ifPresent(on -> listener.watch(vertx, on, certificate.orElseThrow())));
        });
    }

    private void watch(Vertx vertx, CertificateFiles files, KeyCertOptions certificate) {
        certificates = CertificateWatch.start(
                vertx, server, files, certificate, edge.meters().certificates());
    }

    private static Future<Optional<KeyCertOptions>> read(Vertx vertx, Optional<CertificateFiles> files) {
        if (files.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        return vertx.executeBlocking(() -> Optional.of(files.get().read(null)))
                .recover(problem -> Future.failedFuture(new ConfigException(String.valueOf(problem.getMessage()))));
    }

    private Future<Listener> listen() {
        return server.listen(ListenerOptions.port(config), config.host())
                .map(this)
                .recover(problem -> Future.failedFuture(new ConfigException("cannot listen on " + config.address()
                        + ": " + problem.getMessage() + "; stop what uses the port, or configure another")));
    }

    /** The port it listens on, also when the configuration said 0. */
    public int port() {
        return server.actualPort();
    }

    /** Whether it speaks TLS. */
    public boolean isSecure() {
        return config.tls();
    }

    /** For the log: what it speaks, where, and what for. */
    @Override
    public String toString() {
        return "%s://%s:%d for %s".formatted(config.tls() ? "https" : "http", config.host(), port(), config.purposes());
    }

    /**
     * Accepts no more, closes the sockets with 1001 and then the rest.
     *
     * @return succeeds when all are gone, at the latest a second after the close timeout
     */
    public Future<Void> close() {
        certificates.ifPresent(CertificateWatch::stop);
        requests.refuseSockets();
        Future<Void> closed = sockets.closeAll(CloseCode.GOING_AWAY);
        long patience = edge.limits().closeTimeout().toMillis() + TimeUnit.SECONDS.toMillis(1);
        return Future.join(closed, server.shutdown(patience, TimeUnit.MILLISECONDS))
                .mapEmpty();
    }

    private void connectionFailed(Throwable problem) {
        if (problem instanceof SSLException || problem.getCause() instanceof SSLException) {
            edge.meters().refused("tls", null);
        }
        // What is no TLS is quoted in what such an exception says: it may have a token in it.
        About.thrown(LOG.atDebug(), problem).log("a connection failed before it was a socket");
    }
}
