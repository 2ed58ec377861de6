package io.chappe.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Sockets whose other end is the test. */
final class FakeDialer implements Dialer {
    final List<Call> calls = new ArrayList<>();

    /** A socket that the client has asked for. */
    static final class Call implements Line {
        final URI url;
        private final Promise<Line> promise = Promise.promise();
        private final List<JsonObject> heard = new ArrayList<>();
        private final ArrayDeque<String> waiting = new ArrayDeque<>();
        private Consumer<String> onText = text -> {};
        private Consumer<Closed> onClose = closed -> {};
        private boolean paused;
        private long lastId;
        int closedWith;

        Call(URI url) {
            this.url = url;
        }

        Call open() {
            promise.complete(this);
            return this;
        }

        void refuse() {
            promise.fail(new IllegalStateException("connection refused"));
        }

        Call say(JsonObject message) {
            waiting.add(message.encode());
            deliver();
            return this;
        }

        private void deliver() {
            while (!paused && !waiting.isEmpty()) {
                onText.accept(waiting.remove());
            }
        }

        /** The server's side closes, or the net does. */
        void end(int code) {
            onClose.accept(new Closed(code, ""));
        }

        /** What the client has sent since the last look. */
        List<JsonObject> take() {
            List<JsonObject> taken = List.copyOf(heard);
            heard.clear();
            return taken;
        }

        /** Of the last request. */
        long lastId() {
            return lastId;
        }

        void heardHello() {
            heard.removeIf(message -> message.getString("type").equals("hello"));
        }

        List<String> takeTypes() {
            return take().stream().map(message -> message.getString("type")).toList();
        }

        @Override
        public void send(String text) {
            JsonObject message = new JsonObject(text);
            lastId = message.getLong("id", lastId);
            heard.add(message);
        }

        @Override
        public void close(int code, String reason) {
            closedWith = code;
        }

        @Override
        public void handlers(Consumer<String> text, Consumer<Closed> close) {
            onText = text;
            onClose = close;
        }

        @Override
        public void pause() {
            paused = true;
        }

        @Override
        public void resume() {
            paused = false;
            deliver();
        }
    }

    @Override
    public Future<Line> dial(URI url, long withinMs) {
        Call call = new Call(url);
        calls.add(call);
        return call.promise.future();
    }

    Call last() {
        return calls.get(calls.size() - 1);
    }
}
