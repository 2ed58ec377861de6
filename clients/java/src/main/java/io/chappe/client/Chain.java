package io.chappe.client;

import java.util.ArrayDeque;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The open signals from this session to one other, in order. Each names the one before it that its receiver has or still
 * waits for.
 *
 * <p>The first signal goes alone: only once one has been acknowledged is there something that a later one can name
 * whatever becomes of those between. So a signal never loses its {@code prev} again, by which the receiver knows it.
 */
final class Chain {
    /** As many as the receiver holds. */
    private static final int MAX_UNDER_WAY = 64;

    private final TreeMap<Long, OpenSignal> underWay = new TreeMap<>();
    private final ArrayDeque<OpenSignal> waiting = new ArrayDeque<>();
    private long acknowledged;

    void add(OpenSignal signal) {
        waiting.add(signal);
    }

    /** Lets go what may go now. */
    void advance(Consumer<OpenSignal> send) {
        while (!waiting.isEmpty() && underWay.size() < (acknowledged == 0 ? 1 : MAX_UNDER_WAY)) {
            OpenSignal next = waiting.remove();
            underWay.put(next.id, next);
            send.accept(next);
        }
    }

    boolean isUnderWay(OpenSignal signal) {
        return underWay.containsKey(signal.id);
    }

    /**
     * What to name now as the one before it, or 0 for nothing. Where a later one has been acknowledged already, only this
     * one's acknowledgment was lost: its receiver knows it by its id, and it names what it has named before.
     */
    long prev(OpenSignal signal) {
        Long before = underWay.lowerKey(signal.id);
        long last = before == null ? acknowledged : Math.max(before, acknowledged);
        if (last < signal.id) {
            signal.prev = last;
        }
        return signal.prev;
    }

    void acknowledged(OpenSignal signal) {
        remove(signal);
        acknowledged = Math.max(acknowledged, signal.id);
    }

    /**
     * Forgets a signal that has failed.
     *
     * @return the one that has named it and must now name another, if there is one
     */
    @Nullable OpenSignal failed(OpenSignal signal) {
        if (!isUnderWay(signal)) {
            remove(signal);
            return null;
        }
        remove(signal);
        var next = underWay.higherEntry(signal.id);
        return next == null ? null : next.getValue();
    }

    private void remove(OpenSignal signal) {
        if (underWay.remove(signal.id) == null) {
            waiting.remove(signal);
        }
    }

    boolean isIdle() {
        return underWay.isEmpty() && waiting.isEmpty();
    }
}
