package io.chappe.presence.webhooks;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/** So many posts at a time; the others wait in their order, of each webhook one at most. Confined to one event loop. */
final class Places {
    private static final int MOST_WAITING = 100_000;

    private final int most;
    private final AtomicInteger waiting;
    private final Queue<Promise<Void>> queue = new ArrayDeque<>();
    private int taken;

    /**
     * @param waiting counts those who wait
     */
    Places(int most, AtomicInteger waiting) {
        this.most = most;
        this.waiting = waiting;
    }

    /** Whoever gets one {@link #leave}s it; fails where too many wait. */
    Future<Void> enter() {
        if (taken < most) {
            taken++;
            return Future.succeededFuture();
        } else if (queue.size() >= MOST_WAITING) {
            return Future.failedFuture(new IllegalStateException("too many webhooks wait for a place"));
        }
        Promise<Void> place = Promise.promise();
        queue.add(place);
        waiting.incrementAndGet();
        return place.future();
    }

    /** Who waits longest has it. */
    void leave() {
        Promise<Void> next = queue.poll();
        if (next == null) {
            taken--;
        } else {
            waiting.decrementAndGet();
            next.complete();
        }
    }
}
