package io.chappe.tests.harness;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Many raw clients that join one room, some at a time, and read nothing but whether they are in. */
public final class Crowd implements AutoCloseable {
    private static final int AT_ONCE = 100;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final String room;
    private final List<Integer> plainPorts;
    private final WebSocketClient client;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger joined = new AtomicInteger();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final Queue<WebSocket> sockets = new ConcurrentLinkedQueue<>();

    /**
     * @param plainPorts of the gateways, which they join in turns
     */
    public Crowd(Vertx vertx, String room, Integer... plainPorts) {
        this.room = room;
        this.plainPorts = List.of(plainPorts);
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(10_000)
                .setMaxFrameSize(1 << 20)
                .setMaxMessageSize(1 << 20));
    }

    /** Lets so many join; completes when all are in. */
    public void join(int members) {
        int end = next.get() + members;
        IntStream.range(0, Math.min(AT_ONCE, members)).forEach(i -> joinNext(end));
        await().atMost(LIMIT).until(() -> joined.get() == end || !refusals.isEmpty());
        if (!refusals.isEmpty()) {
            throw new AssertionError(refusals.size() + " were refused: " + refusals.peek());
        }
    }

    private void joinNext(int end) {
        int number = next.getAndUpdate(before -> before < end ? before + 1 : before);
        if (number >= end) {
            return;
        }
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(plainPorts.get(number % plainPorts.size()))
                .setURI("/v1/signal")
                .addSubProtocol("chappe.v1.json")
                // It is no browser, and comes from no page.
                .setAllowOriginHeader(false);
        client.connect(options)
                .onFailure(cause -> refusals.add(cause.toString()))
                .onSuccess(socket -> {
                    sockets.add(socket);
                    socket.textMessageHandler(text -> answer(socket, text, () -> joinNext(end)));
                    socket.writeTextMessage(new JsonObject()
                            .put("type", "hello")
                            .put("tenant", "demo")
                            .put("peer", "fan-" + number)
                            .encode());
                });
    }

    private void answer(WebSocket socket, String text, Runnable then) {
        if (text.startsWith("{\"type\":\"welcome\"")) {
            socket.writeTextMessage(new JsonObject()
                    .put("type", "join")
                    .put("id", 1)
                    .put("room", room)
                    .encode());
        } else if (text.startsWith("{\"type\":\"joined\"")) {
            joined.incrementAndGet();
            then.run();
        } else if (text.startsWith("{\"type\":\"error\"")) {
            refusals.add(text);
        }
    }

    /** All say goodbye. */
    @Override
    public void close() {
        sockets.forEach(socket -> socket.close((short) 1000));
        client.close();
    }
}
