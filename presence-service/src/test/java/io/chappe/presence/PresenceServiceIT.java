package io.chappe.presence;

import com.hazelcast.core.HazelcastInstance;
import io.chappe.presence.store.Stores;
import io.chappe.presence.store.hazelcast.HazelcastStores;
import io.chappe.presence.store.hazelcast.TestMembers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

class PresenceServiceIT {
    private static final TestMembers MEMBERS = new TestMembers();
    private static HazelcastInstance hazelcast;

    @BeforeAll
    static void startMembers() {
        hazelcast = MEMBERS.start(ServicesFixture.CLOCK);
        MEMBERS.start(ServicesFixture.CLOCK);
    }

    @AfterAll
    static void stopMembers() {
        MEMBERS.close();
    }

    @Nested
    class Rooms extends RoomServiceContract {
        @Override
        protected Stores stores(Vertx vertx) {
            return HazelcastStores.of(vertx, hazelcast, Duration.ofSeconds(4), new SimpleMeterRegistry());
        }
    }

    @Nested
    class LargeRooms extends LargeRoomContract {
        @Override
        protected Stores stores(Vertx vertx) {
            return HazelcastStores.of(vertx, hazelcast, Duration.ofSeconds(4), new SimpleMeterRegistry());
        }
    }

    @Nested
    class Moderation extends ModerationServiceContract {
        @Override
        protected Stores stores(Vertx vertx) {
            return HazelcastStores.of(vertx, hazelcast, Duration.ofSeconds(4), new SimpleMeterRegistry());
        }
    }

    @Nested
    class Queues extends QueueServiceContract {
        @Override
        protected Stores stores(Vertx vertx) {
            return HazelcastStores.of(vertx, hazelcast, Duration.ofSeconds(4), new SimpleMeterRegistry());
        }
    }

    @Nested
    class Presence extends PresenceServiceContract {
        @Override
        protected Stores stores(Vertx vertx) {
            return HazelcastStores.of(vertx, hazelcast, Duration.ofSeconds(4), new SimpleMeterRegistry());
        }
    }

    @Nested
    class Sweeps extends SweepContract {
        @Override
        protected Stores stores(Vertx vertx) {
            return HazelcastStores.of(vertx, hazelcast, Duration.ofSeconds(4), new SimpleMeterRegistry());
        }
    }
}
