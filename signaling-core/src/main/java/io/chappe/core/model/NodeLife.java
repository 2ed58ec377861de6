package io.chappe.core.model;

/**
 * A node during one lease. A node that lost its lease goes on as a new life, so that whatever is still under way about
 * the old one cannot touch it.
 *
 * @param incarnation random; only ever compared for equality
 */
public record NodeLife(NodeId node, long incarnation) {}
