package io.chappe.presence.store.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import io.chappe.presence.store.StoreClock;
import io.chappe.presence.store.StoreContract;
import io.chappe.presence.store.Stores;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Two members, so that about half of the entries are remote and every one has a backup. */
class HazelcastStoresIT extends StoreContract {
    private static final TestMembers MEMBERS = new TestMembers();
    private static final Vertx VERTX = Vertx.vertx();
    private static Stores stores;

    @BeforeAll
    static void start() {
        StoreClock clock = new StoreClock(NOW::get);
        HazelcastInstance first = MEMBERS.start(clock);
        MEMBERS.start(clock);
        stores = HazelcastStores.of(VERTX, first, Duration.ofSeconds(2));
    }

    @AfterAll
    static void stop() {
        MEMBERS.close();
        await(VERTX.close());
    }

    @Override
    protected Stores stores() {
        return stores;
    }
}
