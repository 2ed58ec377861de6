package io.chappe.presence.store.memory;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Mutable entries that are changed by one thread at a time, gone when they are empty, and gone some time after they have
 * begun to fade. For any thread.
 */
final class MemoryTable<K, S> {
    /** How many fading entries go with each change: more than can begin to fade with it. */
    private static final int MAX_SWEPT = 2;

    private record Fading<K>(K key, long until) {}

    private final ConcurrentMap<K, S> entries = new ConcurrentHashMap<>();
    private final Map<K, Fading<K>> fading = new ConcurrentHashMap<>();
    private final Queue<Fading<K>> oldestFirst = new ConcurrentLinkedQueue<>();
    private final Predicate<S> isEmpty;
    private final Predicate<S> isFading;
    private final long keepMs;

    MemoryTable(Predicate<S> isEmpty) {
        this(isEmpty, state -> false, 0);
    }

    /**
     * @param isFading whether an entry, if nothing changes, is to go after the time
     */
    MemoryTable(Predicate<S> isEmpty, Predicate<S> isFading, long keepMs) {
        this.isEmpty = isEmpty;
        this.isFading = isFading;
        this.keepMs = keepMs;
    }

    <R extends @Nullable Object> Future<R> change(K key, Supplier<S> begin, Function<S, R> operation) {
        return change(key, 0, begin, operation);
    }

    /**
     * @param now in ms
     */
    <R extends @Nullable Object> Future<R> change(K key, long now, Supplier<S> begin, Function<S, R> operation) {
        sweep(now);
        AtomicReference<R> result = new AtomicReference<>();
        try {
            entries.compute(key, (k, there) -> {
                S state = there == null ? begin.get() : there;
                result.set(operation.apply(state));
                noteFading(key, !isEmpty.test(state) && isFading.test(state), now);
                return isEmpty.test(state) ? null : state;
            });
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
        return Future.succeededFuture(result.get());
    }

    private void noteFading(K key, boolean fades, long now) {
        if (!fades) {
            fading.remove(key);
        } else if (!fading.containsKey(key)) {
            Fading<K> begun = new Fading<>(key, now + keepMs);
            fading.put(key, begun);
            oldestFirst.add(begun);
        }
    }

    private void sweep(long now) {
        for (int i = 0; i < MAX_SWEPT; i++) {
            Fading<K> oldest = oldestFirst.peek();
            if (oldest == null || oldest.until > now || !oldestFirst.remove(oldest)) {
                return;
            }
            entries.computeIfPresent(oldest.key, (key, state) -> fading.remove(key, oldest) ? null : state);
        }
    }
}
