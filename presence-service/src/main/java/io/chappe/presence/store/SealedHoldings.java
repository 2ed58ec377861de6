package io.chappe.presence.store;

import java.util.Map;
import java.util.Set;

/**
 * All that a node's life holds, or might.
 *
 * @param places with the ids of the holds there
 * @param ageMs since the record was sealed
 */
public record SealedHoldings(Map<Place, Set<Long>> places, long ageMs) {
    /** No attempt that was under way when the record was sealed can succeed any more. */
    public boolean isSettled() {
        return ageMs > Ticket.VALID_MS;
    }
}
