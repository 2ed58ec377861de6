package io.chappe.presence.store;

import io.chappe.core.model.NodeLife;
import java.util.List;

/**
 * What a look at the leases found.
 *
 * @param lives for the caller to sweep
 * @param living how many nodes hold their lease
 * @param unrestored if this look has ended the recovering because it took too long: how many gateways have not said by then
 *     that they have put back what they have; else 0
 */
public record ClaimedLives(List<NodeLife> lives, int living, StoreMark mark, int unrestored) {}
