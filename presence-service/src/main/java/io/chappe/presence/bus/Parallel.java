package io.chappe.presence.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.Iterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Work on many items, some at a time. Confined to one event loop. */
public final class Parallel<T> {
    private final Iterator<T> items;
    private final Function<T, Future<?>> work;
    private final Promise<Void> done = Promise.promise();
    private int lanes;
    private @Nullable Throwable failure;

    private Parallel(Iterator<T> items, Function<T, Future<?>> work) {
        this.items = items;
        this.work = work;
    }

    /** Does all, also after a failure; fails then with the first one. */
    public static <T> Future<Void> forEach(Collection<T> items, int width, Function<T, Future<?>> work) {
        Parallel<T> all = new Parallel<>(items.iterator(), work);
        all.lanes = width;
        for (int i = 0; i < width; i++) {
            all.runLane();
        }
        return all.done.future();
    }

    /** A loop and not a chain: with a store that answers at once a chain would be as deep as the list is long. */
    private void runLane() {
        while (items.hasNext()) {
            Future<?> step = work.apply(items.next());
            if (!step.isComplete()) {
                step.onComplete(ended -> {
                    note(ended.cause());
                    runLane();
                });
                return;
            }
            note(step.cause());
        }
        if (--lanes > 0) {
            return;
        }
        Throwable first = failure;
        if (first == null) {
            done.complete();
        } else {
            done.fail(first);
        }
    }

    private void note(@Nullable Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }
}
