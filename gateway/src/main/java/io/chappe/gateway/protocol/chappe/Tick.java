package io.chappe.gateway.protocol.chappe;

/** All refusals of strangers leave at the same moments, so that the time they took does not tell them why. */
final class Tick {
    private static final long MS = 50;
    private static final long NS_PER_MS = 1_000_000;

    private Tick() {}

    /** Until the next such moment, in ms, 1 at least. */
    static long next() {
        return MS - Math.floorMod(System.nanoTime() / NS_PER_MS, MS);
    }
}
