package io.chappe.client;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Opens sessions, which come back by themselves when a socket is lost. */
public final class ChappeClient {
    public static final String SUBPROTOCOL = "chappe.v1.json";
    private static final int MAX_SESSIONS = 100_000;
    /** Of what the server sends; above it the socket is closed. A large room's list of members is one message. */
    private static final int MAX_MESSAGE_BYTES = 8 << 20;

    private static final int CLOSING_TIMEOUT_S = 5;

    private final Vertx vertx;
    private final WebSocketClient sockets;
    private final Set<ChappeSession> sessions = ConcurrentHashMap.newKeySet();

    public ChappeClient(Vertx vertx) {
        this.vertx = vertx;
        this.sockets = vertx.createWebSocketClient(new WebSocketClientOptions()
                // One limit for both: the server may send a message in one frame.
                .setMaxFrameSize(MAX_MESSAGE_BYTES)
                .setMaxMessageSize(MAX_MESSAGE_BYTES)
                .setMaxConnections(MAX_SESSIONS)
                .setSslEngineOptions(tls())
                .setClosingTimeout(CLOSING_TIMEOUT_S));
    }

    /**
     * Opens a session. It lives on the event loop of the Vert.x context that this is called from; all that one foreign
     * thread opens share one. Its urls are tried in turn, again and again, until one lets it in or the time is over.
     *
     * @return fails with a {@link ChappeException}: {@code unavailable} when no server lets it in within the connect
     *     timeout, or the server's word where trying again is of no use, such as {@code unauthorized}
     */
    public Future<ChappeSession> connect(ClientOptions options) {
        Context loop = vertx.getOrCreateContext();
        GuardedListener listener = new GuardedListener(options.listener(), failure -> report(loop, failure));
        Timers timers = new LoopTimers(vertx, loop);
        Conversation conversation =
                new Conversation(options, timers, new VertxDialer(loop, sockets, options.network()), listener);
        long withinMs = options.network().connectTimeout().toMillis();
        ChappeSession session =
                new ChappeSession(call -> loop.runOnContext(v -> call.run()), conversation, options.limits());
        sessions.add(session);
        session.closed().onComplete(closed -> sessions.remove(session));
        return Future.<Welcome>future(opened -> loop.runOnContext(v -> {
                    Timers.Cancel deadline = timers.after(withinMs, () -> conversation.giveUp(withinMs));
                    conversation.open().onComplete(done -> deadline.cancel()).onComplete(opened);
                }))
                .map(welcome -> session);
    }

    /** Handshakes by BoringSSL cost a fraction of the JDK's: where its library is on the class path, it is wanted. */
    private static SSLEngineOptions tls() {
        return OpenSSLEngineOptions.isAvailable() ? new OpenSSLEngineOptions() : new JdkSSLEngineOptions();
    }

    /** As any other failure of a handler on that context; it is logged unless the application wants it otherwise. */
    private static void report(Context loop, Throwable failure) {
        loop.runOnContext(v -> {
            throw new IllegalStateException("a listener has failed", failure);
        });
    }

    /** Ends all its sessions, as {@link ChappeSession#bye} does, and then what is left of their sockets. */
    public Future<Void> close() {
        return Future.join(
                        List.copyOf(sessions).stream().map(ChappeSession::bye).toList())
                .transform(ended -> sockets.close());
    }
}
