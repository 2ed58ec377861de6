package io.chappe.presence.store;

/** What became of a lease that a node wants to have. */
public record Renewal(Outcome outcome, StoreMark mark) {
    public enum Outcome {
        HELD,
        /** It was claimed for a sweep, or was never begun. */
        LOST,
        /** It was begun in another store. */
        STORE_CHANGED
    }
}
