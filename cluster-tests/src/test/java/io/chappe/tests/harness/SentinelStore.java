package io.chappe.tests.harness;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A master, a replica, three sentinels. */
final class SentinelStore extends Store {
    private static final String MASTER = "chappe";
    private static final int SENTINELS = 3;

    private final List<RedisServer> sentinels = new ArrayList<>();
    private @Nullable RedisServer master;
    private @Nullable RedisServer replica;

    @Override
    void start(Path folder) {
        RedisServer first = RedisServer.start(folder.resolve("master"), "--repl-diskless-sync-delay", "0");
        RedisServer second = RedisServer.start(folder.resolve("replica"), "--replicaof", "127.0.0.1 " + first.port());
        master = first;
        replica = second;
        for (int i = 0; i < SENTINELS; i++) {
            sentinels.add(RedisServer.sentinel(folder.resolve("sentinel-" + i), """
                    sentinel monitor %1$s 127.0.0.1 %2$d 2
                    sentinel down-after-milliseconds %1$s 1000
                    sentinel failover-timeout %1$s 5000
                    """.formatted(MASTER, first.port())));
        }
        await("a replica that follows, and sentinels that know it and each other")
                .atMost(Duration.ofSeconds(20))
                .until(() -> second.cli("info", "replication").contains("master_link_status:up")
                        && sentinels.stream().allMatch(SentinelStore::knowsAll));
    }

    private static boolean knowsAll(RedisServer sentinel) {
        return sentinel.cli("sentinel", "master", MASTER)
                .matches("(?s).*num-slaves\n1\n.*num-other-sentinels\n" + (SENTINELS - 1) + "\n.*");
    }

    @Override
    void end() {
        Stream.concat(sentinels.stream(), Stream.of(master, replica))
                .filter(Objects::nonNull)
                .forEach(RedisServer::close);
    }

    @Override
    JsonObject settings() {
        return redisSettings(
                new JsonObject().put("mode", "sentinel").put("masterName", MASTER),
                sentinels.stream()
                        .map(sentinel -> "redis://127.0.0.1:" + sentinel.port())
                        .toList());
    }

    @Override
    RedisServer server() {
        return Objects.requireNonNull(master, "not started yet");
    }
}
