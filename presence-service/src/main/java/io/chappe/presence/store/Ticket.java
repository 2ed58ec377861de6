package io.chappe.presence.store;

/**
 * The permission to put something on a hold.
 *
 * @param until by the store's clock, in ms. What comes later is refused: the record may be swept and gone by then
 */
public record Ticket(Hold hold, long until) {
    /** Longer than any time limit of a request; shorter than the time after which a sealed record is deleted. */
    public static final long VALID_MS = 5_000;

    void requireValid(long now) {
        if (now > until) {
            throw new LateTicketException(now - until);
        }
    }
}
