package io.chappe.gateway.loop;

import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** A task that waits for its time. Its event loop alone touches it. */
public final class Delay {
    private static final long NOT_STARTED = -1;

    private final Vertx vertx;
    private @Nullable Runnable task;
    private long timer = NOT_STARTED;

    Delay(Vertx vertx, Runnable task) {
        this.vertx = vertx;
        this.task = task;
    }

    void start(long millis) {
        if (task != null) {
            timer = vertx.setTimer(millis, id -> run());
        }
    }

    private void run() {
        Runnable due = task;
        if (due != null) {
            task = null;
            due.run();
        }
    }

    /** It will not run any more, and holds nothing. */
    public void cancel() {
        task = null;
        if (timer != NOT_STARTED) {
            vertx.cancelTimer(timer);
        }
    }
}
