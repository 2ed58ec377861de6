package io.chappe.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Requests without an answer; each gets one, or fails at its deadline or with the session. One that is made while there is
 * no socket waits for the next.
 */
final class Requests {
    private final Timers timers;
    private final Outlet outlet;
    private final int limit;
    private final Map<Long, Open> open = new HashMap<>();

    private static final class Open {
        final String text;
        final Promise<JsonObject> answer = Promise.promise();
        Timers.Cancel deadline = Timers.Cancel.NOTHING;
        boolean sent;

        Open(String text) {
            this.text = text;
        }
    }

    Requests(Timers timers, Outlet outlet, int limit) {
        this.timers = timers;
        this.outlet = outlet;
        this.limit = limit;
    }

    Future<JsonObject> send(long id, String text, long timeoutMs) {
        if (open.size() >= limit) {
            return Future.failedFuture(queueFull(limit));
        }
        Open request = new Open(text);
        open.put(id, request);
        request.deadline = timers.after(timeoutMs, () -> fail(id, late(request)));
        transmit(request);
        return request.answer.future();
    }

    static ChappeException queueFull(int limit) {
        return new ChappeException("queue_full", limit + " requests wait for an answer");
    }

    private static ChappeException late(Open request) {
        return request.sent
                ? new ChappeException("timeout", "no answer in time")
                : new ChappeException("unavailable", "there was no connection in time");
    }

    private void transmit(Open request) {
        if (outlet.isUp()) {
            request.sent = true;
            outlet.send(request.text);
        }
    }

    /**
     * @return false if nothing waits for it, or no longer
     */
    boolean answer(long id, JsonObject message) {
        Open request = take(id);
        return request != null && request.answer.tryComplete(message);
    }

    boolean fail(long id, ChappeException error) {
        Open request = take(id);
        return request != null && request.answer.tryFail(error);
    }

    private @Nullable Open take(long id) {
        Open request = open.remove(id);
        if (request != null) {
            request.deadline.cancel();
        }
        return request;
    }

    /**
     * What to send again on a new socket of the same session.
     *
     * @param byId takes it, so that all that a session repeats goes out in the order of its ids
     */
    void repeat(SortedMap<Long, Runnable> byId) {
        open.forEach((id, request) -> byId.put(id, () -> transmit(request)));
    }

    void failAll(ChappeException error) {
        List.copyOf(open.keySet()).forEach(id -> fail(id, error));
    }
}
