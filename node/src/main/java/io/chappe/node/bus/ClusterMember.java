package io.chappe.node.bus;

import io.chappe.core.model.NodeId;

/**
 * A node that is in the cluster now.
 *
 * @param version of its build
 * @param name that people know it by; another node may have the same
 */
public record ClusterMember(NodeId id, Role role, String version, String name) {}
