package io.chappe.presence.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lets work on one key run side by side but finish in the order in which it began: the store does it in that order, its
 * answers may come in another one. As many wait as there are requests under way. Confined to one event loop.
 */
public final class Turns<K> {
    private record Turn(Future<?> work, Runnable end) {}

    private final Map<K, Queue<Turn>> queues = new HashMap<>();

    /**
     * Starts work at once.
     *
     * @param end what is to be done with its result when all earlier work on that key has ended
     */
    public <R, A> Future<A> take(K key, Supplier<Future<R>> work, Function<R, A> end) {
        Future<R> running = work.get();
        Promise<A> result = Promise.promise();
        queues.computeIfAbsent(key, k -> new ArrayDeque<>(2))
                .add(new Turn(running, () -> running.map(end).onComplete(result)));
        running.onComplete(done -> drain(key));
        return result.future();
    }

    private void drain(K key) {
        Queue<Turn> queue = queues.get(key);
        while (queue != null && !queue.isEmpty() && queue.element().work.isComplete()) {
            queue.remove().end.run();
        }
        if (queue != null && queue.isEmpty()) {
            queues.remove(key, queue);
        }
    }
}
