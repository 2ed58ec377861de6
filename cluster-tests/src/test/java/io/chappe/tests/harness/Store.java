package io.chappe.tests.harness;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a cluster keeps its state. It belongs to one cluster, which starts and ends it. */
public final class Store {
    private final boolean isRedis;
    private @Nullable RedisServer redis;

    private Store(boolean isRedis) {
        this.isRedis = isRedis;
    }

    /** In the presence-services. */
    public static Store hazelcast() {
        return new Store(false);
    }

    /** In a {@code redis-server} of its own. */
    public static Store redis() {
        return new Store(true);
    }

    void start(Path folder) {
        if (isRedis) {
            redis = RedisServer.start(folder);
        }
    }

    void end() {
        if (redis != null) {
            redis.close();
        }
    }

    /** What presence-services are told about it. */
    JsonObject settings() {
        return redis == null
                ? new JsonObject()
                : new JsonObject()
                        .put(
                                "store",
                                new JsonObject()
                                        .put("type", "redis")
                                        .put("redis", new JsonObject().put("urls", JsonArray.of(redis.url()))));
    }

    RedisServer server() {
        if (redis == null) {
            throw new IllegalStateException("this cluster has no Redis, or has not started it yet");
        }
        return redis;
    }
}
