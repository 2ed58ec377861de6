package io.chappe.presence;

import io.chappe.node.bus.ClusterNode;
import io.chappe.presence.store.Stores;
import io.chappe.presence.store.hazelcast.HazelcastStores;
import io.chappe.presence.store.redis.RedisStores;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * The store that is configured.
 *
 * @param close lets go of it
 */
record OpenStore(Stores stores, Supplier<Future<Void>> close) {
    static Future<OpenStore> of(PresenceConfig config, ClusterNode node, MeterRegistry registry) {
        Vertx vertx = node.vertx();
        return switch (config.store().type()) {
            case HAZELCAST ->
                vertx.executeBlocking(
                                () -> HazelcastStores.of(vertx, node.hazelcast(), config.storeTimeout(), registry))
                        .map(stores -> new OpenStore(stores, Future::succeededFuture));
            case REDIS ->
                RedisStores.open(vertx, config.store().redis(), config.storeTimeout(), registry)
                        .map(redis -> new OpenStore(redis.stores(), redis::close));
        };
    }
}
