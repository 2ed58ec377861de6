package io.chappe.core.model;

/** One process of the cluster, from its start to its end. */
public record NodeId(String value) implements Comparable<NodeId> {
    public NodeId {
        Names.require("a node id", value);
    }

    @Override
    public int compareTo(NodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
