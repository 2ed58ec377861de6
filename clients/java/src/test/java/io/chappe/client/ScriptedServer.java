package io.chappe.client;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A server on a free loopback port that does what a test says, right or wrong. */
final class ScriptedServer {
    final List<ServerWebSocket> sockets = new CopyOnWriteArrayList<>();
    final BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
    private final BiConsumer<ServerWebSocket, JsonObject> script;
    private final HttpServer server;
    private final String scheme;

    ScriptedServer(Vertx vertx, BiConsumer<ServerWebSocket, JsonObject> script) throws Exception {
        this(vertx, new HttpServerOptions(), script);
    }

    ScriptedServer(Vertx vertx, HttpServerOptions options, BiConsumer<ServerWebSocket, JsonObject> script)
            throws Exception {
        this.script = script;
        this.scheme = options.isSsl() ? "wss" : "ws";
        this.server = vertx.createHttpServer(options.addWebSocketSubProtocol(ChappeClient.SUBPROTOCOL))
                .webSocketHandler(this::serve)
                .listen(0, "127.0.0.1")
                .await(5, TimeUnit.SECONDS);
    }

    private void serve(ServerWebSocket socket) {
        sockets.add(socket);
        socket.textMessageHandler(text -> {
            JsonObject frame = new JsonObject(text);
            heard.add(frame);
            script.accept(socket, frame);
        });
    }

    URI url() {
        return URI.create(scheme + "://127.0.0.1:" + server.actualPort() + "/v1/signal");
    }

    static void say(ServerWebSocket socket, JsonObject message) {
        socket.writeTextMessage(message.encode());
    }

    /** The next message of a type; fails after a while. */
    JsonObject await(String type) throws InterruptedException {
        for (JsonObject next = poll(); next != null; next = poll()) {
            if (next.getString("type").equals(type)) {
                return next;
            }
        }
        throw new AssertionError("no " + type + " came");
    }

    private @Nullable JsonObject poll() throws InterruptedException {
        return heard.poll(5, TimeUnit.SECONDS);
    }
}
