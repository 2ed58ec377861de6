package io.chappe.presence.store;

import io.chappe.core.model.NodeLife;
import java.util.List;

/**
 * What a look at the leases found.
 *
 * @param lives for the caller to sweep
 * @param living how many nodes hold their lease
 */
public record ClaimedLives(List<NodeLife> lives, int living, StoreMark mark) {}
