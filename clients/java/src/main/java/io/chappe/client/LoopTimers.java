package io.chappe.client;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** Real time, on one event loop. */
final class LoopTimers implements Timers {
    private final Vertx vertx;
    private final Context loop;

    LoopTimers(Vertx vertx, Context loop) {
        this.vertx = vertx;
        this.loop = loop;
    }

    @Override
    public long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** Called on the loop, so that the timer fires there; without a delay from any thread. */
    @Override
    public Cancel after(long delayMs, Runnable task) {
        if (delayMs <= 0) {
            return soon(task);
        }
        long timer = vertx.setTimer(delayMs, t -> task.run());
        return () -> vertx.cancelTimer(timer);
    }

    private Cancel soon(Runnable task) {
        boolean[] cancelled = new boolean[1];
        loop.runOnContext(v -> {
            if (!cancelled[0]) {
                task.run();
            }
        });
        return () -> cancelled[0] = true;
    }
}
