package io.chappe.node.operations;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Counts what happens with each message on event loops, ten thousands of times a second. Each loop has a part of its own, so that an
 * addition needs no barrier, and all that is counted of one message lies side by side, in memory that no other loop writes.
 */
public final class LoopCounters {
    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);

    /** So that two loops never write the same two lines of a cache. */
    private static final int APART = 16;

    private final List<Part> parts = new CopyOnWriteArrayList<>();
    private final int counters;

    public LoopCounters(int counters) {
        this.counters = counters;
    }

    /**
     * Registers one of them.
     *
     * @param tags names and values in turn
     */
    public void register(MeterRegistry registry, int counter, String name, String description, String... tags) {
        FunctionCounter.builder(name, this, all -> all.sum(counter))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    /** Of all loops, as it was a moment ago. From any thread. */
    public long sum(int counter) {
        return parts.stream().mapToLong(part -> part.count(counter)).sum();
    }

    /** One for one more event loop. */
    public Part part() {
        Part part = new Part(counters);
        parts.add(part);
        return part;
    }

    /** Of one event loop, which alone counts here. */
    public static final class Part {
        private final long[] counts;

        private Part(int counters) {
            counts = new long[APART + counters + APART];
        }

        public void add(int counter, long more) {
            if (MessageCounter.isCounting()) {
                int at = APART + counter;
                COUNT.setOpaque(counts, at, counts[at] + more);
            }
        }

        private long count(int counter) {
            return (long) COUNT.getOpaque(counts, APART + counter);
        }
    }
}
