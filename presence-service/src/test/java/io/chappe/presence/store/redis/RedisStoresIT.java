package io.chappe.presence.store.redis;

import io.chappe.node.config.ConfigLoader;
import io.chappe.presence.store.BanContract;
import io.chappe.presence.store.Doubt;
import io.chappe.presence.store.HiddenMemberContract;
import io.chappe.presence.store.HoldingStoreContract;
import io.chappe.presence.store.JournalStoreContract;
import io.chappe.presence.store.KeptRoomContract;
import io.chappe.presence.store.LeaseStoreContract;
import io.chappe.presence.store.LobbyContract;
import io.chappe.presence.store.ModerationContract;
import io.chappe.presence.store.ModeratorContract;
import io.chappe.presence.store.MoveContract;
import io.chappe.presence.store.NoticeStoreContract;
import io.chappe.presence.store.PeerSessionsContract;
import io.chappe.presence.store.PeerStoreContract;
import io.chappe.presence.store.QueueContract;
import io.chappe.presence.store.RestoreContract;
import io.chappe.presence.store.RoomListContract;
import io.chappe.presence.store.RoomMovesContract;
import io.chappe.presence.store.RoomStoreContract;
import io.chappe.presence.store.RulesRestoreContract;
import io.chappe.presence.store.SessionLimitContract;
import io.chappe.presence.store.StoreTime;
import io.chappe.presence.store.Stores;
import io.chappe.presence.store.UsageContract;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The contract of all stores, on Redis. */
class RedisStoresIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static @Nullable AvailableRedis server;
    private static Stores stores;

    @BeforeAll
    static void start() throws TimeoutException {
        server = AvailableRedis.find();
        String url = server.url();
        RedisConfig config = ConfigLoader.parse(
                RedisConfig.class, "{urls: ['%s'], keyPrefix: test-%s}".formatted(url, UUID.randomUUID()));
        MeterRegistry registry = new SimpleMeterRegistry();
        RedisLink link = new RedisLink(
                VERTX, VERTX.getOrCreateContext(), new RedisClients(VERTX, config), new Doubt(), registry);
        link.open().await(5, TimeUnit.SECONDS);
        ScriptRunner runner = new ScriptRunner(VERTX, link, Duration.ofSeconds(2), config.maxPending(), registry);
        stores = new TestClock(Redis.createClient(VERTX, url))
                .before(RedisStores.of(
                        runner, config.keyPrefix(), new ScriptFiles(TestClock.LUA), StoreTime.NOW::get, new Doubt()));
    }

    @AfterAll
    static void stop() throws TimeoutException {
        VERTX.close().await(10, TimeUnit.SECONDS);
        if (server != null) {
            server.close();
        }
    }

    @Nested
    class Rooms extends RoomStoreContract {
        @Override
        protected Stores stores() {
            return stores;
        }
    }

    @Nested
    class RoomMoves extends RoomMovesContract {
        @Override
        protected Stores stores() {
            return stores;
        }
    }

    @Nested
    class Peers extends PeerStoreContract {
        @Override
        protected Stores stores() {
            return stores;
        }
    }

    @Nested
    class PeerSessions extends PeerSessionsContract {
        @Override
        protected Stores stores() {
            return stores;
        }
    }

    @Nested
    class RoomLists extends RoomListContract {
        @Override
        protected Stores stores() {
            return stores;
        }
    }

    @Nested
    class Leases extends LeaseStoreContract {
        @Override
        protected Stores stores() {
            return stores;
        }
    }

    @Nested
    class HoldingRecords extends HoldingStoreContract {
        @Override
        protected Stores stores() {
            return stores;
        }
    }

    @Nested
    class SessionLimits extends SessionLimitContract {
        @Override
        protected Stores stores() {
            return stores;
        }
    }

    @Nested
    class Notices extends NoticeStoreContract {
        @Override
        protected Stores stores() {
            return stores;
        }
    }

    @Nested
    class Journals extends JournalStoreContract {
        @Override
        protected Stores stores() {
            return stores;
        }
    }

    @Nested
    class Restores extends RestoreContract {
        @Override
        protected Stores stores() {
            return stores;
        }
    }

    @Nested
    class Lobbies extends LobbyContract {
        @Override
        protected Stores stores() {
            return stores;
        }
    }

    @Nested
    class Bans extends BanContract {
        @Override
        protected Stores stores() {
            return stores;
        }
    }

    @Nested
    class Moderations extends ModerationContract {
        @Override
        protected Stores stores() {
            return stores;
        }
    }

    @Nested
    class KeptRooms extends KeptRoomContract {
        @Override
        protected Stores stores() {
            return stores;
        }
    }

    @Nested
    class HiddenMembers extends HiddenMemberContract {
        @Override
        protected Stores stores() {
            return stores;
        }
    }

    @Nested
    class Moderators extends ModeratorContract {
        @Override
        protected Stores stores() {
            return stores;
        }
    }

    @Nested
    class Moved extends MoveContract {
        @Override
        protected Stores stores() {
            return stores;
        }
    }

    @Nested
    class Queues extends QueueContract {
        @Override
        protected Stores stores() {
            return stores;
        }
    }

    @Nested
    class UsageOfTenants extends UsageContract {
        @Override
        protected Stores stores() {
            return stores;
        }
    }

    @Nested
    class RulesRestores extends RulesRestoreContract {
        @Override
        protected Stores stores() {
            return stores;
        }
    }
}
