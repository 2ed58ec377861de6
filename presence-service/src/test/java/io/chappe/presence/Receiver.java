package io.chappe.presence;

import static io.chappe.presence.Await.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A tenant's server that wants to be told what happens. */
final class Receiver implements AutoCloseable {
    /** What was posted, with its headers. */
    record Post(String id, String timestamp, String signature, String body) {
        List<JsonObject> events() {
            JsonArray events = new JsonObject(body).getJsonArray("events");
            return events.stream().map(JsonObject.class::cast).toList();
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    /** All that came, also those that were not taken. */
    final List<Post> posts = new CopyOnWriteArrayList<>();

    final List<JsonObject> taken = new CopyOnWriteArrayList<>();
    private volatile Consumer<HttpServerRequest> answer =
            request -> request.response().setStatusCode(204).end();

    Receiver() {
        server = await(vertx.createHttpServer()
                .requestHandler(request -> request.bodyHandler(body -> {
                    Post post = new Post(
                            request.getHeader("webhook-id"),
                            request.getHeader("webhook-timestamp"),
                            request.getHeader("webhook-signature"),
                            body.toString());
                    posts.add(post);
                    answer.accept(request);
                    if (request.response().ended() && request.response().getStatusCode() < 300) {
                        taken.addAll(post.events());
                    }
                }))
                .listen(0, "127.0.0.1"));
    }

    Receiver answering(Consumer<HttpServerRequest> how) {
        answer = how;
        return this;
    }

    Receiver answering(int status) {
        return answering(request -> request.response().setStatusCode(status).end());
    }

    int port() {
        return server.actualPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/hook?a=b";
    }

    List<Long> numbers() {
        return taken.stream().map(event -> event.getLong("number")).toList();
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
