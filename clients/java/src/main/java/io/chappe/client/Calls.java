package io.chappe.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Brings calls from any thread to a session's event loop, in order. */
final class Calls {
    private final Executor loop;
    private final int limit;

    /** Calls on their way to the event loop count too, or a burst from another thread would have no bound. */
    private final AtomicInteger underWay = new AtomicInteger();

    Calls(Executor loop, Limits limits) {
        this.loop = loop;
        this.limit = limits.maxPending() + limits.maxReceived();
    }

    /**
     * @return fails with {@code queue_full} where too many are on their way
     */
    <T> Future<T> ask(Supplier<Future<T>> call) {
        if (underWay.incrementAndGet() > limit) {
            underWay.decrementAndGet();
            return Future.failedFuture(Requests.queueFull(limit));
        }
        Promise<T> result = Promise.promise();
        run(() -> {
            underWay.decrementAndGet();
            call.get().onComplete(result);
        });
        return result.future();
    }

    void run(Runnable call) {
        loop.execute(call);
    }
}
