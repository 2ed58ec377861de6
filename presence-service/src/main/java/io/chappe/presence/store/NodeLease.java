package io.chappe.presence.store;

import io.chappe.core.bus.NodeReport;
import io.chappe.core.model.NodeLife;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The lease of one life, as it is now.
 *
 * @param restMs until it runs out, by the store's clock; 0 or less where it is over
 * @param lost whether it was claimed for a sweep
 * @param report the last that came with a renewal; null for none
 */
public record NodeLease(
        NodeLife life, long restMs, boolean lost, @Nullable NodeReport report) {
    /** By the node's name; of one node, the life that holds its lease for longer first. */
    public static final Comparator<NodeLease> ORDER = Comparator.comparing(
                    (NodeLease lease) -> lease.life().node())
            .thenComparing(NodeLease::restMs, Comparator.reverseOrder());
}
