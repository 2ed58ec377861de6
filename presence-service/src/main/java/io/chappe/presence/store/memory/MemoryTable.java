package io.chappe.presence.store.memory;

import io.vertx.core.Future;
import java.util.Comparator;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Mutable entries that are changed by one thread at a time, gone when they are empty, and those that fade gone some time
 * after they were last looked at. For any thread.
 */
final class MemoryTable<K, S> {
    /** How many fading entries go with each change: more than can begin to fade with it. */
    private static final int MAX_SWEPT = 2;

    /** That an entry may have faded by then. */
    private record Check<K>(K key, long at) {}

    /** For how many ms an entry is kept if nothing changes it; 0 for as long as nobody removes it. */
    interface Fading<S> {
        long millis(S state, long now);
    }

    private final ConcurrentMap<K, S> entries = new ConcurrentHashMap<>();
    /** Until when the fading entries are kept. */
    private final Map<K, Long> fading = new ConcurrentHashMap<>();
    /** One for each key in there, and some for entries that have stopped fading. */
    private final Queue<Check<K>> checks = new PriorityBlockingQueue<>(16, Comparator.comparingLong(Check::at));

    private final Predicate<S> isEmpty;
    private final Fading<S> fades;

    MemoryTable(Predicate<S> isEmpty) {
        this(isEmpty, (state, now) -> 0);
    }

    MemoryTable(Predicate<S> isEmpty, Fading<S> fades) {
        this.isEmpty = isEmpty;
        this.fades = fades;
    }

    <R extends @Nullable Object> Future<R> change(K key, Supplier<S> begin, Function<S, R> operation) {
        return change(key, 0, begin, operation);
    }

    /**
     * What is told of an entry, which is not changed; null for one that is not there.
     *
     * @param question must keep nothing of the entry
     */
    <R> @Nullable R look(K key, Function<S, @Nullable R> question) {
        AtomicReference<@Nullable R> result = new AtomicReference<>();
        entries.computeIfPresent(key, (same, state) -> {
            result.set(question.apply(state));
            return state;
        });
        return result.get();
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
                noteFading(key, isEmpty.test(state) ? 0 : fades.millis(state, now), now);
                return isEmpty.test(state) ? null : state;
            });
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
        return Future.succeededFuture(result.get());
    }

    /** All that are there, fading ones too; a view. */
    Set<K> keys() {
        return entries.keySet();
    }

    private void noteFading(K key, long keepMs, long now) {
        if (keepMs == 0) {
            fading.remove(key);
        } else if (fading.put(key, now + keepMs) == null) {
            checks.add(new Check<>(key, now + keepMs));
        }
    }

    private void sweep(long now) {
        for (int i = 0; i < MAX_SWEPT; i++) {
            Check<K> next = checks.peek();
            if (next == null || next.at > now || !checks.remove(next)) {
                return;
            }
            entries.computeIfPresent(next.key, (key, state) -> hasFaded(key, now) ? null : state);
        }
    }

    /** One that was looked at since is kept for longer. */
    private boolean hasFaded(K key, long now) {
        Long until = fading.get(key);
        if (until != null && until > now) {
            checks.add(new Check<>(key, until));
        }
        return until != null && until <= now && fading.remove(key) != null;
    }
}
