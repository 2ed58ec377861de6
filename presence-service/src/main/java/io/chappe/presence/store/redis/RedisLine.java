package io.chappe.presence.store.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;

/**
 * One connection, or in a cluster one to each server, with a client of its own: a client's pool would keep what does not
 * answer any more.
 *
 * @param to where it was made to: the master that the sentinels named, or what is configured
 */
record RedisLine(String to, Redis client, RedisConnection connection) {
    Future<Void> close() {
        return client.close();
    }
}
