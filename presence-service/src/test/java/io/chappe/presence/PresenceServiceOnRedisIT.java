package io.chappe.presence;

import static io.chappe.presence.Await.await;

import io.chappe.node.config.ConfigLoader;
import io.chappe.presence.store.Stores;
import io.chappe.presence.store.redis.RedisConfig;
import io.chappe.presence.store.redis.RedisStores;
import io.chappe.presence.store.redis.TestRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** What needs no other time than Redis' own. */
class PresenceServiceOnRedisIT {
    private static TestRedis server;

    @BeforeAll
    static void start() {
        server = TestRedis.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Stores open(Vertx vertx) {
        RedisConfig config = ConfigLoader.parse(RedisConfig.class, "{urls: ['%s']}".formatted(server.url()));
        return await(RedisStores.open(vertx, config, Duration.ofSeconds(2), new SimpleMeterRegistry()))
                .stores();
    }

    @Nested
    class Rooms extends RoomServiceContract {
        @Override
        protected Stores stores(Vertx vertx) {
            return open(vertx);
        }
    }

    @Nested
    class LargeRooms extends LargeRoomContract {
        @Override
        protected Stores stores(Vertx vertx) {
            return open(vertx);
        }
    }

    @Nested
    class Moderation extends ModerationServiceContract {
        @Override
        protected Stores stores(Vertx vertx) {
            return open(vertx);
        }
    }

    @Nested
    class Queues extends QueueServiceContract {
        @Override
        protected Stores stores(Vertx vertx) {
            return open(vertx);
        }
    }
}
