package io.chappe.tests.harness;

/** Tests of two classes may run side by side, each in a JVM of its own; what these must not share goes by its number. */
final class TestProcess {
    /** From 1 on, at most {@link #MOST}. */
    static final int NUMBER = Integer.getInteger("chappe.test.process", 1);

    static final int MOST = 4;

    private TestProcess() {}
}
