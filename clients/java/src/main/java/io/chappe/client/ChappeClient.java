package io.chappe.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens sessions. It does not reconnect and does not resume: when a session's socket is lost, {@link
 * SessionListener#onClosed} says so and the session is over.
 */
public final class ChappeClient {
    public static final String SUBPROTOCOL = "chappe.v1.json";
    private static final int MAX_SESSIONS = 100_000;

    private final Vertx vertx;
    private final ClientOptions options;
    private final WebSocketClient sockets;

    public ChappeClient(Vertx vertx, ClientOptions options) {
        this.vertx = vertx;
        this.options = options;
        this.sockets = vertx.createWebSocketClient(socketOptions(options));
    }

    private static WebSocketClientOptions socketOptions(ClientOptions options) {
        WebSocketClientOptions socket = new WebSocketClientOptions()
                // One limit for both: the server may send a message in one frame.
                .setMaxFrameSize(options.maxMessageBytes())
                .setMaxMessageSize(options.maxMessageBytes())
                .setMaxConnections(MAX_SESSIONS)
                .setClosingTimeout(5)
                .setConnectTimeout((int) options.timeout().toMillis());
        if (options.trust() != null) {
            socket.setTrustOptions(options.trust());
        }
        return socket;
    }

    /**
     * Opens a session.
     *
     * @param url of the gateway, {@code wss://HOST:PORT/v1/signal}
     * @param listener hears nothing before this future has succeeded
     * @return fails with a {@link ChappeException} where the server answers with an error or closes, with code {@code
     *     timeout} where it does not answer
     */
    public Future<ChappeSession> connect(URI url, Identity identity, SessionListener listener) {
        WebSocketConnectOptions target =
                new WebSocketConnectOptions().setAbsoluteURI(url.toString()).setSubProtocols(List.of(SUBPROTOCOL));
        Future<WebSocket> connected = sockets.connect(target);
        return connected
                .compose(socket -> ChappeSession.open(vertx, socket, identity, listener, options))
                .timeout(options.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .recover(e -> Future.failedFuture(
                        e instanceof TimeoutException ? new ChappeException("timeout", "no session in time") : e))
                .onFailure(e -> connected.onSuccess(WebSocket::close));
    }

    /** Closes all its sessions. */
    public Future<Void> close() {
        return sockets.close();
    }
}
