package io.chappe.node.bus;

import io.chappe.core.model.NodeId;

/**
 * A node that is in the cluster now.
 *
 * @param version of its build
 */
public record ClusterMember(NodeId id, Role role, String version) {}
