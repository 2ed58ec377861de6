package io.chappe.gateway.protocol.chappe;

import java.util.function.LongSupplier;

/**
 * A stranger's refusal leaves a whole number of steps after what it answers, so that the time it took does not tell why. Counted
 * from the question, and not from the clock: whoever can choose the moment of a question could else be just before a step.
 */
final class Tick {
    private static final long STEP_NS = 50_000_000;
    private static final long NS_PER_MS = 1_000_000;

    private final LongSupplier nanoClock;
    private final long begunAt;

    Tick(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.begunAt = nanoClock.getAsLong();
    }

    static Tick begin() {
        return new Tick(System::nanoTime);
    }

    /** From now to the end of the step that is running, in ms, rounded up. */
    long restMs() {
        long rest = STEP_NS - Math.floorMod(nanoClock.getAsLong() - begunAt, STEP_NS);
        return (rest + NS_PER_MS - 1) / NS_PER_MS;
    }
}
