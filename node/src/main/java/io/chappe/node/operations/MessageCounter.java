package io.chappe.node.operations;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what happens with each message, ten thousands of times a second: one addition, and the registry comes for the sum
 * when it is read. From any thread.
 */
public final class MessageCounter {
    /** One for the process: what counts reads it without going anywhere for it. */
    private static volatile boolean counting = true;

    private final LongAdder count = new LongAdder();

    private MessageCounter() {}

    /**
     * Registers one.
     *
     * @param tags names and values in turn
     */
    public static MessageCounter of(MeterRegistry registry, String name, String description, String... tags) {
        MessageCounter counter = new MessageCounter();
        FunctionCounter.builder(name, counter.count, LongAdder::sum)
                .description(description)
                .tags(tags)
                .register(registry);
        return counter;
    }

    public void increment() {
        add(1);
    }

    public void add(long more) {
        if (counting) {
            count.add(more);
        }
    }

    public long count() {
        return count.sum();
    }

    /** Whether messages are counted, and what is measured of some of them is. */
    public static boolean isCounting() {
        return counting;
    }

    /** For a look at what counting costs: the same process with it and without it. */
    public static void setCounting(boolean wanted) {
        counting = wanted;
    }
}
