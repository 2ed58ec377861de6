package io.chappe.presence.store;

/**
 * Something that a session's gateway does for it in a room: what is later is higher, whichever way it comes.
 *
 * @param generation of the session
 * @param sequence from 1 in each generation; {@link #UNNUMBERED} for what a gateway does about a session that it does not
 *     have
 */
public record Step(long generation, long sequence) {
    public static final long UNNUMBERED = 0;

    /** After all that this generation can do. */
    static Step lastOf(long generation) {
        return new Step(generation, Long.MAX_VALUE);
    }

    /** The first one that is later. */
    Step next() {
        return new Step(generation, sequence + 1);
    }

    boolean isNumbered() {
        return sequence != UNNUMBERED;
    }

    boolean isBefore(Step other) {
        return generation < other.generation || (generation == other.generation && sequence < other.sequence);
    }
}
