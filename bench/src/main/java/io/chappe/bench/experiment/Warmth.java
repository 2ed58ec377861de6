package io.chappe.bench.experiment;

import io.chappe.bench.system.Window;

/** Whether just-in-time compilers are through: they have nothing to do, and what is done costs no less than before, twice in a row. */
final class Warmth {
    private static final double SAME = 0.97;
    private static final int ENOUGH = 2;
    /** Share of a processor. A compiler that has much to do takes all of one. */
    private static final double QUIET = 0.1;

    private double best = Double.MAX_VALUE;
    private int same;

    void saw(Window window) {
        double cost = window.cpuMicrosPerMessage();
        same = cost < best * SAME || window.compiling() > QUIET ? 0 : same + 1;
        best = Math.min(best, cost);
    }

    boolean isReached() {
        return same >= ENOUGH;
    }
}
