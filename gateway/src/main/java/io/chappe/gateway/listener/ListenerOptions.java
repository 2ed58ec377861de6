package io.chappe.gateway.listener;

import io.chappe.gateway.socket.SocketLimits;
import io.chappe.gateway.socket.TlsEngine;
import io.chappe.node.tls.TlsTerms;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.KeyCertOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The one place where Vert.x' HTTP server is configured. */
final class ListenerOptions {
    /** A deployment's clients come back all at once. */
    private static final int BACKLOG = 4096;

    private ListenerOptions() {}

    /**
     * For Vert.x, 0 is a port for each event loop, and the same negative number a free one for all that ask for it:
     * that is all whose configuration is the same.
     */
    static int port(ListenerConfig config) {
        return config.port() != 0 ? config.port() : -1 - Math.floorMod(config.hashCode(), 10_000);
    }

    static HttpServerOptions of(ListenerConfig config, Edge edge, Optional<KeyCertOptions> certificate) {
        SocketLimits limits = edge.limits();
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.host())
                .setAcceptBacklog(BACKLOG)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setMaxInitialLineLength(limits.maxRequestLineBytes())
                .setMaxHeaderSize(limits.maxHeaderBytes())
                // HTTP/1.1 only: an upgrade to h2c would carry requests past a proxy's rules.
                .setHttp2ClearTextEnabled(false)
                .setAlpnVersions(List.of(HttpVersion.HTTP_1_1))
                .setCompressionSupported(false)
                // With compression on, 60 KB that inflate to 60 MB would get past every limit.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setRegisterWebSocketWriteHandlers(false);
        certificate.ifPresent(pair -> {
            options.setSsl(true)
                    .setUseAlpn(false)
                    .setSslEngineOptions(new TlsEngine(edge.meters()))
                    .setSslHandshakeTimeout(limits.upgradeTimeout().toMillis() / 2)
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
            TlsTerms.of(pair, options.getSslOptions());
        });
        return options;
    }
}
