package io.chappe.gateway.listener;

import java.lang.management.ManagementFactory;

/** What is left of the heap after a collection. */
final class LiveHeap {
    static final long MIB = 1024L * 1024;

    private LiveHeap() {}

    /** The least of a few collections: reference queues and buffer caches take more than one to empty. */
    static long bytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
