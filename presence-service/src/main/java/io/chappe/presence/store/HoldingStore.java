package io.chappe.presence.store;

import io.chappe.core.model.NodeLife;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Per node's life, the record of the places where it holds something: what a sweep goes by. It may list too much, never
 * too little: a hold is written before what stands on it and removed after.
 *
 * <p>Operations are atomic, idempotent and limited in time like those of {@link RoomStore}.
 */
public interface HoldingStore {
    /** Begins an empty record, or leaves the one that is there as it is. */
    Future<Void> open(NodeLife life);

    /**
     * Adds a hold. Null if the record is sealed: the life is over, and nobody would sweep what came after. Fails with an
     * {@link UnknownLifeException} if there is none.
     */
    Future<@Nullable Ticket> hold(NodeLife life, Place place);

    /** Removes a hold. */
    Future<Void> release(Place place, Hold hold);

    /** Refuses new holds from now on, and tells what there is; null if there is no record. */
    Future<@Nullable SealedHoldings> seal(NodeLife life);

    /** Ends a record. */
    Future<Void> delete(NodeLife life);
}
