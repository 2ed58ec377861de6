package io.chappe.core.routing;

import io.chappe.core.model.NodeId;

/**
 * Where a session is, by its record.
 *
 * @param lost whether its socket or its node is lost; it may come back anywhere
 */
public record Whereabouts(NodeId node, boolean lost) {}
