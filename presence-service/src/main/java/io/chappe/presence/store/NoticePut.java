package io.chappe.presence.store;

/**
 * What came of writing a notice where it mattered which one was there.
 *
 * @param version of the notice; 0 if it was not written
 * @param writtenAt the same; by the store's clock, in ms. It tells this one of its subject from all others
 */
public record NoticePut(Outcome outcome, long version, long writtenAt) {
    /** Whether it was written, and why not. */
    public enum Outcome {
        WRITTEN,
        /** There are too many subjects. */
        FULL,
        /** Another one was there, or none. */
        CHANGED
    }

    public static NoticePut written(long version, long writtenAt) {
        return new NoticePut(Outcome.WRITTEN, version, writtenAt);
    }

    /** It was not written. */
    public static NoticePut refused(Outcome outcome) {
        return new NoticePut(outcome, 0, 0);
    }
}
