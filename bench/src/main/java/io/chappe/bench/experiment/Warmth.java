package io.chappe.bench.experiment;

/** Whether a just-in-time compiler is through: what is done costs no less than before, twice in a row. */
final class Warmth {
    private static final double SAME = 0.97;
    private static final int ENOUGH = 2;

    private double best = Double.MAX_VALUE;
    private int same;

    void saw(double cost) {
        same = cost < best * SAME ? 0 : same + 1;
        best = Math.min(best, cost);
    }

    boolean isReached() {
        return same >= ENOUGH;
    }
}
