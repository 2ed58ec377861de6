package io.chappe.node.bus;

/** What a node is in the cluster. */
public enum Role {
    /** Holds sockets and no cluster state: a Hazelcast lite member, so that adding or losing one moves no data. */
    GATEWAY("gateway"),
    /** Runs the presence and room services and holds the cluster's state. */
    PRESENCE("presence-service");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /** For logs. */
    public String word() {
        return word;
    }
}
