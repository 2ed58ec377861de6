package io.chappe.node.bus;

/** Hears of changes of the {@link Membership}, on the context that it was added from. */
public interface MembershipListener {
    /** A node has joined; its event bus addresses can be reached from now on. */
    default void joined(ClusterMember member) {}

    /** A node has left, was killed, or was silent for too long. It may still live, and may come back under its id. */
    default void left(ClusterMember member) {}
}
