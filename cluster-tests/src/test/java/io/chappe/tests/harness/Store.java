package io.chappe.tests.harness;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a cluster keeps its state. It belongs to one cluster, which starts and ends it. */
public final class Store {
    private final boolean isRedis;
    private final boolean isBehindProxy;
    private @Nullable RedisServer redis;
    private @Nullable FaultProxy proxy;

    private Store(boolean isRedis, boolean isBehindProxy) {
        this.isRedis = isRedis;
        this.isBehindProxy = isBehindProxy;
    }

    /** In the presence-services. */
    public static Store hazelcast() {
        return new Store(false, false);
    }

    /** In a {@code redis-server} of its own. */
    public static Store redis() {
        return new Store(true, false);
    }

    /** In a {@code redis-server} of its own, to which the presence-services get only through a proxy. */
    public static Store redisBehindProxy() {
        return new Store(true, true);
    }

    void start(Path folder) {
        if (isRedis) {
            redis = RedisServer.start(folder);
            if (isBehindProxy) {
                proxy = FaultProxy.to(redis.port());
            }
        }
    }

    void end() {
        if (proxy != null) {
            proxy.close();
        }
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
                                        .put("redis", new JsonObject().put("urls", JsonArray.of(url(redis)))));
    }

    private String url(RedisServer server) {
        return "redis://127.0.0.1:" + (proxy == null ? server.port() : proxy.port());
    }

    FaultProxy proxy() {
        if (proxy == null) {
            throw new IllegalStateException("this cluster's store is not behind a proxy, or has not started yet");
        }
        return proxy;
    }

    RedisServer server() {
        if (redis == null) {
            throw new IllegalStateException("this cluster has no Redis, or has not started it yet");
        }
        return redis;
    }
}
