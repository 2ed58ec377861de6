package io.chappe.client;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One logical connection of a peer. Its methods may be called from any thread and keep their order; futures complete
 * and listeners are called on the session's event loop.
 */
public final class ChappeSession {
    private final Context loop;
    private final WebSocket socket;
    private final SessionListener listener;
    private final ClientOptions options;
    private final PendingRequests pending;
    private final Promise<ChappeSession> opened = Promise.promise();
    private final Promise<Closed> closed = Promise.promise();

    /** Calls on their way to the event loop count too, or a burst from another thread would have no bound. */
    private final AtomicInteger underWay = new AtomicInteger();

    private @Nullable Welcome welcome;
    private long lastId;

    private ChappeSession(Vertx vertx, WebSocket socket, SessionListener listener, ClientOptions options) {
        this.loop = vertx.getOrCreateContext();
        this.socket = socket;
        this.listener = listener;
        this.options = options;
        this.pending = new PendingRequests(vertx, options.maxPending());
    }

    /** On the socket's event loop, before it has read anything. */
    static Future<ChappeSession> open(
            Vertx vertx, WebSocket socket, Identity identity, SessionListener listener, ClientOptions options) {
        ChappeSession session = new ChappeSession(vertx, socket, listener, options);
        socket.textMessageHandler(session::onText).exceptionHandler(e -> {}).closeHandler(v -> session.onClose());
        session.write(identity.hello());
        return session.opened.future();
    }

    public Welcome welcome() {
        if (welcome == null) {
            throw new IllegalStateException("the session is not open yet");
        }
        return welcome;
    }

    public String id() {
        return welcome().session();
    }

    public Future<Joined> join(String room) {
        return join(room, null);
    }

    /**
     * Becomes a member; a member already stays one.
     *
     * @param meta any JSON value that the others are told about this session
     */
    public Future<Joined> join(String room, @Nullable Object meta) {
        return request(new JsonObject().put("type", "join").put("room", room).put("meta", meta))
                .map(Joined::of);
    }

    public Future<Void> leave(String room) {
        return request(new JsonObject().put("type", "leave").put("room", room)).mapEmpty();
    }

    /** Tells a room's members something new about this session. */
    public Future<Void> update(String room, Object meta) {
        return request(new JsonObject().put("type", "update").put("room", room).put("meta", meta))
                .mapEmpty();
    }

    /**
     * Sends a signal.
     *
     * @return succeeds when it was written to a target's socket, else fails within the timeout
     */
    public Future<Relayed> signal(Target to, String kind, Object data, Duration timeout) {
        JsonObject frame = signalFrame(to, kind, data).put("timeoutMs", timeout.toMillis());
        return request(frame, timeout.plus(options.timeout())).map(Relayed::of);
    }

    /** Sends a signal with the server's usual deadline. */
    public Future<Relayed> signal(Target to, String kind, Object data) {
        return request(signalFrame(to, kind, data)).map(Relayed::of);
    }

    /** Sends a signal that nobody answers for; what is wrong with it comes to {@link SessionListener#onError}. */
    public void send(Target to, String kind, Object data) {
        loop.runOnContext(v -> write(signalFrame(to, kind, data)));
    }

    /** From now on {@link SessionListener#onPresence} is told of these peers, at first of how they are. */
    public Future<Void> watch(String... peers) {
        return request(new JsonObject().put("type", "watch").put("peers", new JsonArray(List.of(peers))))
                .mapEmpty();
    }

    public Future<Void> unwatch(String... peers) {
        return request(new JsonObject().put("type", "unwatch").put("peers", new JsonArray(List.of(peers))))
                .mapEmpty();
    }

    /** Ends the session; {@link #closed} follows. */
    public Future<Closed> bye() {
        loop.runOnContext(v -> write(new JsonObject().put("type", "bye")));
        return closed();
    }

    /** Completes when the socket has ended; never fails. */
    public Future<Closed> closed() {
        return closed.future();
    }

    private static JsonObject signalFrame(Target to, String kind, Object data) {
        return new JsonObject()
                .put("type", "signal")
                .put("to", to.toJson())
                .put("kind", kind)
                .put("data", data);
    }

    private Future<JsonObject> request(JsonObject frame) {
        return request(frame, options.timeout());
    }

    private Future<JsonObject> request(JsonObject frame, Duration timeout) {
        if (underWay.incrementAndGet() > options.maxPending()) {
            underWay.decrementAndGet();
            return Future.failedFuture(queueFull());
        }
        Promise<JsonObject> answer = Promise.promise();
        loop.runOnContext(v -> {
            underWay.decrementAndGet();
            sendRequest(frame, timeout).onComplete(answer);
        });
        return answer.future();
    }

    private Future<JsonObject> sendRequest(JsonObject frame, Duration timeout) {
        if (closed.future().isComplete()) {
            return Future.failedFuture(new ChappeException("session_lost", "the socket is closed"));
        }
        if (pending.isFull()) {
            return Future.failedFuture(queueFull());
        }
        long id = ++lastId;
        Future<JsonObject> answer = pending.add(id, timeout.toMillis());
        write(frame.put("id", id));
        return answer;
    }

    private ChappeException queueFull() {
        return new ChappeException("queue_full", options.maxPending() + " requests wait for an answer");
    }

    private void write(JsonObject frame) {
        socket.writeTextMessage(frame.encode()).onFailure(e -> socket.close());
    }

    private void onText(String text) {
        JsonObject message = new JsonObject(text);
        long id = message.getLong("id", 0L);
        switch (message.getString("type", "")) {
            case "welcome" -> onWelcome(Welcome.of(message));
            case "signal" -> listener.onSignal(Signal.of(message));
            case "ack", "joined" -> pending.answer(id, message);
            case "left" -> onLeft(id, message);
            case "error" -> onError(id, message);
            case "member-joined" -> listener.onMembers(MembersChanged.joined(message));
            case "member-left" -> listener.onMembers(MembersChanged.left(message));
            case "member-updated" -> listener.onMembers(MembersChanged.updated(message));
            case "members-changed" -> listener.onMembers(MembersChanged.ofMany(message));
            case "presence" -> listener.onPresence(Presence.of(message));
            default -> {
                // A newer server may say more; the protocol wants it ignored.
            }
        }
    }

    private void onWelcome(Welcome received) {
        welcome = received;
        opened.tryComplete(this);
    }

    private void onLeft(long id, JsonObject message) {
        if (!pending.answer(id, message)) {
            listener.onLeft(message.getString("room"), message.getString("reason"));
        }
    }

    private void onError(long id, JsonObject message) {
        ChappeException error = new ChappeException(
                message.getString("code"), message.getString("message"), message.getLong("retryAfterMs", -1L));
        if (!pending.fail(id, error) && !opened.tryFail(error)) {
            listener.onError(error);
        }
    }

    private void onClose() {
        Short code = socket.closeStatusCode();
        String reason = socket.closeReason() == null ? "" : socket.closeReason();
        Closed how = new Closed(code == null ? 1006 : code, reason);
        ChappeException lost =
                new ChappeException("session_lost", "the socket closed with " + how.code() + " " + reason);
        boolean wasOpen = !opened.tryFail(lost);
        pending.failAll(lost);
        closed.tryComplete(how);
        if (wasOpen) {
            listener.onClosed(how);
        }
    }
}
