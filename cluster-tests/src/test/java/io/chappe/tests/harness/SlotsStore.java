package io.chappe.tests.harness;

import static org.awaitility.Awaitility.await;

import io.chappe.testing.FreePorts;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Three masters of a Redis cluster, each with a third of the slots. */
final class SlotsStore extends Store {
    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;

    private final List<RedisServer> masters = new ArrayList<>();

    @Override
    void start(Path folder) {
        for (int i = 0; i < MASTERS; i++) {
            int busPort = FreePorts.next();
            RedisServer master = RedisServer.start(
                    folder.resolve("master-" + i),
                    "--cluster-enabled",
                    "yes",
                    "--cluster-config-file",
                    "nodes-" + System.nanoTime(),
                    "--cluster-port",
                    Integer.toString(busPort));
            masters.add(master);
            master.cli(
                    "cluster",
                    "addslotsrange",
                    Integer.toString(i * SLOTS / MASTERS),
                    Integer.toString((i + 1) * SLOTS / MASTERS - 1));
            if (i > 0) {
                server().cli(
                                "cluster",
                                "meet",
                                "127.0.0.1",
                                Integer.toString(master.port()),
                                Integer.toString(busPort));
            }
        }
        await("a whole Redis cluster")
                .atMost(Duration.ofSeconds(20))
                .until(() -> masters.stream()
                        .allMatch(master -> master.cli("cluster", "info").contains("cluster_state:ok")));
    }

    @Override
    void end() {
        masters.forEach(RedisServer::close);
    }

    @Override
    JsonObject settings() {
        return redisSettings(
                new JsonObject().put("mode", "cluster"),
                masters.stream()
                        .map(master -> "redis://127.0.0.1:" + master.port())
                        .toList());
    }

    @Override
    RedisServer server() {
        return masters.get(0);
    }
}
