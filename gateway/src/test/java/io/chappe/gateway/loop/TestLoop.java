package io.chappe.gateway.loop;

import io.vertx.core.Vertx;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One real event loop, for what has timers. */
public final class TestLoop {
    private TestLoop() {}

    public static EventLoop of(Vertx vertx) {
        try {
            return EventLoops.start(vertx, 1)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS)
                    .all()
                    .get(0);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
