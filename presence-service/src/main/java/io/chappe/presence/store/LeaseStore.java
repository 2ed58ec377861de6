package io.chappe.presence.store;

import io.chappe.core.bus.NodeReport;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The leases of the nodes. A lease is lost when it is claimed for a sweep, which takes that it has run out; until then it
 * can be renewed.
 *
 * <p>Operations are atomic and limited in time like those of {@link RoomStore}. Time is the store's alone.
 */
public interface LeaseStore {
    /** Begins a lease, or renews it; {@link Renewal.Outcome#LOST} if it is lost. */
    Future<Renewal> open(NodeLife life, Duration lease);

    /**
     * Renews a lease.
     *
     * @param known the mark that came with the last renewal
     * @param report kept with a lease that is held; null leaves the one before
     */
    Future<Renewal> renew(NodeLife life, Duration lease, StoreMark known, @Nullable NodeReport report);

    /** Notes that a node has put back all it has; false if it does not hold its lease. */
    Future<Boolean> restored(NodeLife life);

    /** Lets the leases of a node end no later than after the rest; the next renewal makes up for it. */
    Future<Void> shorten(NodeId node, Duration rest);

    /** Ends a lease and claims it for a sweep; false if there is none or it is being swept. */
    Future<Boolean> end(NodeLife life, Duration claim);

    /**
     * Claims lives whose lease has run out and which nobody else has claimed. None unless all services together have
     * looked at the store without a break for a whole lease, and it was not recovering: before that, it may have been the
     * store that was away and not the node.
     */
    Future<ClaimedLives> look(Look look);

    /**
     * Lets a lost life be claimed again at a time.
     *
     * @param until by the store's clock, in ms
     */
    Future<Void> postpone(NodeLife life, long until);

    /** All lives that hold a lease or are being swept; by name. */
    Future<List<NodeLease>> all();

    /** Forgets a life that has been swept, with its report. */
    Future<Void> remove(NodeLife life);
}
