package io.chappe.presence.store;

import io.chappe.core.model.NodeId;
import java.time.Duration;
import java.util.Set;

/**
 * How a service looks at the leases, and at the store itself.
 *
 * @param claim after which somebody else may claim the same life
 * @param lease how long leases are
 * @param max how many lives it claims at most
 * @param known the last mark that it has seen
 * @param doubt whether the store may have lost something since then
 * @param gateways all that are in the cluster: the store has recovered when each of them has put back what it has
 */
public record Look(Duration claim, Duration lease, int max, StoreMark known, boolean doubt, Set<NodeId> gateways) {
    public Look {
        gateways = Set.copyOf(gateways);
    }
}
