package io.chappe.presence.store;

/** The store knows nothing of a node's life: it is long over, or the store has lost it. The next renewal tells. */
public final class UnknownLifeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownLifeException() {
        super("nothing is known of this life of the node", null, false, false);
    }
}
