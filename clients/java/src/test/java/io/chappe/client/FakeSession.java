package io.chappe.client;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;

/** A session on the test's own thread, whose service and clock are the test's. */
final class FakeSession {
    private static final ClientOptions OPTIONS =
            ClientOptions.of(Identity.anonymous("t", null), URI.create("wss://a/v1/signal"));
    /** So that no heartbeat is needed. */
    private static final long PING_INTERVAL_MS = 86_400_000;

    final FakeTimers timers = new FakeTimers();
    final FakeDialer dialer = new FakeDialer();
    final HeardListener listener = new HeardListener();
    final ChappeSession session;
    private final Conversation conversation;
    private JsonObject hello = new JsonObject();

    FakeSession() {
        this(OPTIONS);
    }

    private FakeSession(ClientOptions options) {
        conversation = new Conversation(options, timers, dialer, new GuardedListener(listener, e -> {
            throw new AssertionError(e);
        }));
        session = new ChappeSession(Runnable::run, conversation, options.limits());
        conversation.open();
        hears(Script.welcome("s"));
    }

    static FakeSession withoutRejoin() {
        return new FakeSession(OPTIONS.withRejoin(false));
    }

    private void hears(JsonObject welcome) {
        hello = dialer.last().open().take().get(0);
        dialer.last().say(welcome.put("pingIntervalMs", PING_INTERVAL_MS));
    }

    /** What the last greeting wants to go on with. */
    JsonObject resumed() {
        return hello.getJsonObject("resume");
    }

    /** The service says it. */
    void say(JsonObject message) {
        dialer.last().say(message);
    }

    /** The service answers the last request. */
    void answer(JsonObject message) {
        say(message.put("id", dialer.last().lastId()));
    }

    void refuse(String code) {
        answer(Script.error(0, code));
    }

    void down() {
        dialer.last().end(1006);
    }

    /** The session goes on, on another socket. */
    void resume(JsonObject rooms) {
        timers.advance(4_000);
        hears(Script.resumed(session.id(), rooms));
    }

    /** Another session begins, on another socket. */
    void begin(String other) {
        timers.advance(4_000);
        hears(Script.welcome(other));
    }

    /** What the client has sent since the last look, but for greetings. */
    List<JsonObject> sent() {
        return dialer.last().take();
    }
}
