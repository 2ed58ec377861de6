package io.chappe.presence.store.memory;

import io.vertx.core.Future;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Mutable entries that are changed by one thread at a time and are gone when they are empty. For any thread. */
final class MemoryTable<K, S> {
    private final ConcurrentMap<K, S> entries = new ConcurrentHashMap<>();
    private final Predicate<S> isEmpty;

    MemoryTable(Predicate<S> isEmpty) {
        this.isEmpty = isEmpty;
    }

    <R extends @Nullable Object> Future<R> change(K key, Supplier<S> begin, Function<S, R> operation) {
        AtomicReference<R> result = new AtomicReference<>();
        try {
            entries.compute(key, (k, there) -> {
                S state = there == null ? begin.get() : there;
                result.set(operation.apply(state));
                return isEmpty.test(state) ? null : state;
            });
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
        return Future.succeededFuture(result.get());
    }
}
