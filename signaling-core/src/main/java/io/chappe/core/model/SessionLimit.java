package io.chappe.core.model;

/**
 * How many sessions a peer may have. Those without a socket make room for a new one in any case.
 *
 * @param most at least 1
 * @param replaces whether a new one ends the others, where one is the most; else it is refused
 */
public record SessionLimit(int most, boolean replaces) {
    public static final SessionLimit NONE = new SessionLimit(Integer.MAX_VALUE, false);

    /** The same, but a new session ends no other that has a socket. */
    public SessionLimit withoutReplacing() {
        return new SessionLimit(most, false);
    }

    public SessionLimit {
        if (most < 1) {
            throw new IllegalArgumentException("a peer must be allowed a session");
        } else if (replaces && most > 1) {
            throw new IllegalArgumentException("of several it is not known which is to be replaced");
        }
    }
}
