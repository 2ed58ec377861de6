package io.chappe.tests.harness;

/** Time as promises are given. */
public final class Seconds {
    private Seconds() {}

    /**
     * How long ago that was.
     *
     * @param start what {@link System#nanoTime} said then
     */
    public static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
