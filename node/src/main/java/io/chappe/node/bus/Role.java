package io.chappe.node.bus;

/** What a node is in the cluster. */
public enum Role {
    /** Holds sockets and no cluster state: a Hazelcast lite member, so that adding or losing one moves no data. */
    GATEWAY,
    /** Runs the presence and room services and holds the cluster's state. */
    PRESENCE
}
