package io.chappe.tests.harness;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;

/** Where a cluster keeps its state. It belongs to one cluster, which starts and ends it. */
public abstract class Store {
    /** In the presence-services. */
    public static Store hazelcast() {
        return new Store() {};
    }

    /** In a {@code redis-server} of its own. */
    public static Store redis() {
        return new RedisStore(false);
    }

    /** In a {@code redis-server} of its own, to which the presence-services get only through a proxy. */
    public static Store redisBehindProxy() {
        return new RedisStore(true);
    }

    /** In a {@code redis-server} with a replica, and three sentinels that know which of the two is the master. */
    public static Store redisBehindSentinels() {
        return new SentinelStore();
    }

    /** In a Redis cluster of three masters. */
    public static Store redisCluster() {
        return new SlotsStore();
    }

    void start(Path folder) {}

    void end() {}

    /** What presence-services are told about it. */
    JsonObject settings() {
        return new JsonObject();
    }

    static JsonObject redisSettings(JsonObject more, List<String> urls) {
        JsonObject redis = new JsonObject().put("urls", new JsonArray(urls)).mergeIn(more);
        return new JsonObject()
                .put("store", new JsonObject().put("type", "redis").put("redis", redis));
    }

    FaultProxy proxy() {
        throw new IllegalStateException("this cluster's store is not behind a proxy");
    }

    /** The server that it begins with. */
    RedisServer server() {
        throw new IllegalStateException("this cluster has no Redis");
    }
}
