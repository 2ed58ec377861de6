package io.chappe.testing;

/** Tests of two classes may run side by side, each in a JVM of its own; what these must not share goes by its number. */
public final class TestProcess {
    /** From 1 on, at most {@link #MOST}. */
    public static final int NUMBER = number(System.getProperty("chappe.test.process", "fork-1"));

    static final int MOST = 4;

    private TestProcess() {}

    /** A wrong one must not go unnoticed: two processes with one number take each other's ports. */
    private static int number(String process) {
        return Integer.parseInt(process.substring("fork-".length()));
    }
}
