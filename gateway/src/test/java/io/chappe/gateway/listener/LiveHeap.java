package io.chappe.gateway.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;

/** What is left of the heap after a collection. */
final class LiveHeap {
    static final long MIB = 1024L * 1024;
    private static final long TOLERATED = 5 * MIB;
    private static final int ATTEMPTS = 5;

    private LiveHeap() {}

    static long bytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Fails if the heap has grown; a leak is still there after a few collections, a reference queue's content is not. */
    static void assertNoLeakSince(long before) {
        long grown = bytes() - before;
        for (int i = 1; i < ATTEMPTS && grown >= TOLERATED; i++) {
            grown = bytes() - before;
        }
        assertThat(grown).as("live heap that is left behind").isLessThan(TOLERATED);
    }
}
