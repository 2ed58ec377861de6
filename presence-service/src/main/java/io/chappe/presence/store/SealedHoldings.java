package io.chappe.presence.store;

import java.util.Map;
import java.util.Set;

/**
 * All that a node's life holds, or might. Times by the store's clock, in ms.
 *
 * @param places with the ids of the holds there
 * @param sealedAt since when nothing is added
 * @param now when this was read
 */
public record SealedHoldings(Map<Place, Set<Long>> places, long sealedAt, long now) {
    /** Whether no attempt that was under way when the record was sealed can succeed any more. */
    public boolean isSettled() {
        return now > settledAt();
    }

    public long settledAt() {
        return sealedAt + Ticket.VALID_MS;
    }

    public boolean isJustSealed() {
        return now == sealedAt;
    }
}
