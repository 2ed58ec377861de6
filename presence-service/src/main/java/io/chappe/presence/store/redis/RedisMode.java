package io.chappe.presence.store.redis;

/** How the Redis servers work together. */
public enum RedisMode {
    STANDALONE,
    /** Sentinels know which server is the master. */
    SENTINEL,
    CLUSTER
}
