package io.chappe.gateway.loop;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One event loop: the only thread that touches what is confined to it. */
public final class EventLoop {
    private final Vertx vertx;
    private final Context context;
    private final Thread thread = Thread.currentThread();
    private final TimerWheel timers;

    /** The event loop of the calling verticle. */
    EventLoop(Vertx vertx) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.timers = TimerWheel.start(vertx);
    }

    /** Whether the caller is on it. */
    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** For deadlines that come in thousands, and mostly do not pass. */
    public TimerWheel timers() {
        return timers;
    }

    /** Runs a task: at once for a caller on this loop, else behind what was asked before. */
    public void run(Runnable task) {
        if (isCurrent()) {
            task.run();
        } else {
            queue(task);
        }
    }

    /** Runs a task like {@link #run} and tells what becomes of it. */
    public <T> Future<T> call(Supplier<Future<T>> task) {
        if (isCurrent()) {
            return task.get();
        }
        Promise<T> result = Promise.promise();
        queue(() -> task.get().onComplete(result));
        return result.future();
    }

    /** Runs a task behind all that was asked before, so that it overtakes nothing. */
    public void queue(Runnable task) {
        context.runOnContext(nothing -> task.run());
    }

    /** Runs a task some time later, 1 ms at least, once, unless this loop cancels it before. */
    public Delay after(long millis, Runnable task) {
        Delay delay = new Delay(vertx, task);
        queue(() -> delay.start(Math.max(1, millis)));
        return delay;
    }

    /** Runs a task again and again for the life of the process. */
    public void every(long millis, Runnable task) {
        queue(() -> vertx.setPeriodic(millis, timer -> task.run()));
    }

    /** Hands a future's result to this loop, wherever it came to be. */
    public <T> void on(Future<T> future, Consumer<AsyncResult<T>> handler) {
        if (future.isComplete() && isCurrent()) {
            handler.accept(future);
            return;
        }
        future.onComplete(result -> run(() -> handler.accept(result)));
    }

    /** The same future, completed on this loop. */
    public <T> Future<T> bring(Future<T> future) {
        Promise<T> result = Promise.promise();
        on(future, outcome -> {
            if (outcome.succeeded()) {
                result.complete(outcome.result());
            } else {
                result.fail(outcome.cause());
            }
        });
        return result.future();
    }
}
