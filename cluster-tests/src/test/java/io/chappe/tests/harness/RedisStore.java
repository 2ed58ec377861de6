package io.chappe.tests.harness;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** In a {@code redis-server} of its own. */
final class RedisStore extends Store {
    private final boolean isBehindProxy;
    private @Nullable RedisServer redis;
    private @Nullable FaultProxy proxy;

    RedisStore(boolean isBehindProxy) {
        this.isBehindProxy = isBehindProxy;
    }

    @Override
    void start(Path folder) {
        redis = RedisServer.start(folder);
        if (isBehindProxy) {
            proxy = FaultProxy.to(redis.port());
        }
    }

    @Override
    void end() {
        if (proxy != null) {
            proxy.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    @Override
    JsonObject settings() {
        int port = proxy == null ? server().port() : proxy.port();
        return redisSettings(new JsonObject(), List.of("redis://127.0.0.1:" + port));
    }

    @Override
    FaultProxy proxy() {
        return proxy == null ? super.proxy() : proxy;
    }

    @Override
    RedisServer server() {
        return Objects.requireNonNull(redis, "not started yet");
    }
}
