package io.chappe.core.model;

import org.jspecify.annotations.Nullable;

/**
 * A node during one lease. A node that lost its lease goes on as a new life, so that whatever is still under way about
 * the old one cannot touch it.
 *
 * @param incarnation random; only ever compared for equality
 */
public record NodeLife(NodeId node, long incarnation) {
    private static final int SLOTS = 256;

    /** By incarnation; a new life takes the place of one that may still be there. Immutable objects, so any thread may. */
    private static final @Nullable NodeLife[] MET = new @Nullable NodeLife[SLOTS];

    /** The same life as one object, where many members are on it and each was read from a message of its own. */
    public NodeLife shared() {
        int slot = (int) incarnation & (SLOTS - 1);
        NodeLife met = MET[slot];
        if (equals(met)) {
            return met;
        }
        MET[slot] = this;
        return this;
    }
}
