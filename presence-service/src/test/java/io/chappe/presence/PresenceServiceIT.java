package io.chappe.presence;

import com.hazelcast.core.HazelcastInstance;
import io.chappe.presence.store.Stores;
import io.chappe.presence.store.hazelcast.HazelcastStores;
import io.chappe.presence.store.hazelcast.TestMembers;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PresenceServiceIT extends PresenceServiceContract {
    private static final TestMembers MEMBERS = new TestMembers();
    private static HazelcastInstance hazelcast;

    @BeforeAll
    static void startMembers() {
        hazelcast = MEMBERS.start(CLOCK);
        MEMBERS.start(CLOCK);
    }

    @AfterAll
    static void stopMembers() {
        MEMBERS.close();
    }

    @Override
    protected Stores stores(Vertx vertx) {
        return HazelcastStores.of(vertx, hazelcast, Duration.ofSeconds(4));
    }
}
