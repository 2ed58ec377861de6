package io.chappe.presence;

import io.chappe.presence.store.Stores;
import io.chappe.presence.store.memory.MemoryStores;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Nested;

class PresenceServiceTest {
    @Nested
    class Rooms extends RoomServiceContract {
        @Override
        protected Stores stores(Vertx vertx) {
            return MemoryStores.of(ServicesFixture.CLOCK);
        }
    }

    @Nested
    class LargeRooms extends LargeRoomContract {
        @Override
        protected Stores stores(Vertx vertx) {
            return MemoryStores.of(ServicesFixture.CLOCK);
        }
    }

    @Nested
    class Moderation extends ModerationServiceContract {
        @Override
        protected Stores stores(Vertx vertx) {
            return MemoryStores.of(ServicesFixture.CLOCK);
        }
    }

    @Nested
    class Queues extends QueueServiceContract {
        @Override
        protected Stores stores(Vertx vertx) {
            return MemoryStores.of(ServicesFixture.CLOCK);
        }
    }

    @Nested
    class Presence extends PresenceServiceContract {
        @Override
        protected Stores stores(Vertx vertx) {
            return MemoryStores.of(ServicesFixture.CLOCK);
        }
    }

    @Nested
    class Sweeps extends SweepContract {
        @Override
        protected Stores stores(Vertx vertx) {
            return MemoryStores.of(ServicesFixture.CLOCK);
        }
    }
}
