package io.chappe.presence;

/** Where the state is kept. */
public enum StoreType {
    /** In the presence-services themselves. */
    HAZELCAST,
    REDIS
}
