package io.chappe.presence;

import io.chappe.node.config.Setting;
import io.chappe.presence.store.redis.RedisConfig;

/** Where the state is kept: rooms, sessions, leases. The same on every presence-service. */
public record StoreConfig(
        @Setting(
                def = "hazelcast",
                help = "hazelcast keeps the state in the presence-services themselves, each entry on two of them;"
                        + " redis keeps it in Redis 6.2 or newer.")
        StoreType type,

        RedisConfig redis) {}
