package io.chappe.gateway.loop;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Work on many items, a few at a time, each of them tried again until it succeeds. On one event loop. */
public final class Paced<T> {
    private static final int WIDTH = 32;
    private static final long AGAIN_MS = 1_000;

    private final EventLoop loop;
    private final Iterator<T> items;
    private final Function<T, Future<?>> work;
    private final BooleanSupplier goesOn;
    private final Promise<Void> done = Promise.promise();
    private int lanes = WIDTH;

    private Paced(EventLoop loop, Iterator<T> items, Function<T, Future<?>> work, BooleanSupplier goesOn) {
        this.loop = loop;
        this.items = items;
        this.work = work;
        this.goesOn = goesOn;
    }

    /**
     * Does the work for each item that is there now.
     *
     * @param goesOn asked before each step; when it says no, nothing more is begun
     * @return completes when all is done, or nothing is to be done any more
     */
    public static <T> Future<Void> forEach(
            EventLoop loop, Collection<T> items, Function<T, Future<?>> work, BooleanSupplier goesOn) {
        Paced<T> paced = new Paced<>(loop, List.copyOf(items).iterator(), work, goesOn);
        loop.run(() -> {
            for (int i = 0; i < WIDTH; i++) {
                paced.next();
            }
        });
        return paced.done.future();
    }

    private void next() {
        if (goesOn.getAsBoolean() && items.hasNext()) {
            attempt(items.next());
        } else if (--lanes == 0) {
            done.complete();
        }
    }

    private void attempt(T item) {
        work.apply(item)
                .onComplete(ended -> loop.queue(() -> {
                    if (ended.succeeded()) {
                        next();
                    } else {
                        loop.after(AGAIN_MS, () -> again(item));
                    }
                }));
    }

    private void again(T item) {
        if (goesOn.getAsBoolean()) {
            attempt(item);
        } else {
            next();
        }
    }
}
