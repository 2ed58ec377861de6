package io.chappe.tests.ledger;

/** How large the trials are: small in every build; {@code deploy/chaos} asks for the size that the promises name. */
public final class Scale {
    private static final boolean FULL = Boolean.getBoolean("chappe.faults.full");

    private Scale() {}

    /** Two sessions each. */
    public static int pairs() {
        return FULL ? 500 : 100;
    }

    /** Of how many pairs somebody who comes anew looks at the room. */
    public static int roomsLookedAt() {
        return FULL ? 50 : pairs();
    }

    public static int gateways() {
        return 3;
    }

    public static int services() {
        return FULL ? 3 : 2;
    }

    /** What a time may be, where so many seconds are promised: other work on the machine must not fail a build. */
    public static double atMost(double promisedSeconds) {
        return 2 * promisedSeconds;
    }
}
