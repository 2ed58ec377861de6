package io.chappe.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests without an answer; each gets one, or fails at its deadline or with the socket. On the session's loop. */
final class PendingRequests {
    private final Vertx vertx;
    private final int limit;
    private final Map<Long, Pending> byId = new HashMap<>();

    private record Pending(Promise<JsonObject> answer, long timer) {}

    PendingRequests(Vertx vertx, int limit) {
        this.vertx = vertx;
        this.limit = limit;
    }

    boolean isFull() {
        return byId.size() >= limit;
    }

    Future<JsonObject> add(long id, long timeoutMs) {
        Promise<JsonObject> answer = Promise.promise();
        long timer = vertx.setTimer(timeoutMs, t -> fail(id, new ChappeException("timeout", "no answer in time")));
        byId.put(id, new Pending(answer, timer));
        return answer.future();
    }

    /**
     * @return false if nothing waits for it, or no longer
     */
    boolean answer(long id, JsonObject message) {
        Pending pending = take(id);
        return pending != null && pending.answer.tryComplete(message);
    }

    boolean fail(long id, ChappeException error) {
        Pending pending = take(id);
        return pending != null && pending.answer.tryFail(error);
    }

    void failAll(ChappeException error) {
        List.copyOf(byId.keySet()).forEach(id -> fail(id, error));
    }

    private @Nullable Pending take(long id) {
        Pending pending = byId.remove(id);
        if (pending != null) {
            vertx.cancelTimer(pending.timer);
        }
        return pending;
    }
}
