package io.chappe.presence.store;

import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** What the contracts of a store's parts have in common. Each test has names of its own, so that a store may be shared. */
@Timeout(60)
abstract class StoreContract {
    private static final AtomicLong UNIQUE = new AtomicLong(System.nanoTime());

    /** The time by which the store lives. */
    static final AtomicLong NOW = StoreTime.NOW;

    static final Duration LEASE = Duration.ofSeconds(10);
    static final Duration CLAIM = Duration.ofSeconds(10);
    static final int LIMIT = 3;

    final String unique = Long.toString(UNIQUE.incrementAndGet());
    final RoomKey room = new RoomKey(new TenantId("acme"), new RoomId("room-" + unique));
    final PeerKey ann = new PeerKey(new TenantId("acme"), new PeerId("ann-" + unique));
    final NodeLife a = new NodeLife(new NodeId("a-" + unique), 1);
    final NodeLife b = new NodeLife(new NodeId("b-" + unique), 2);
    final SessionId s1 = new SessionId("s1");
    final SessionId s2 = new SessionId("s2");

    Stores stores;

    /** The last one seen. */
    StoreMark mark = StoreMark.UNSEEN;

    protected abstract Stores stores();

    @BeforeEach
    void open() {
        stores = stores();
        NOW.addAndGet(100_000);
        look(11_000);
        await(stores.holdings().open(a));
        await(stores.holdings().open(b));
    }

    /** Lets time pass as it does while services look at the leases, and returns what the last look found. */
    ClaimedLives look(long millis) {
        for (long passed = 0; passed + 1000 < millis; passed += 1000) {
            NOW.addAndGet(1000);
            look(0, Set.of());
        }
        NOW.addAndGet(millis % 1000 == 0 && millis > 0 ? 1000 : millis % 1000);
        return look(100, Set.of());
    }

    /** One look of a service that remembers what it saw last. */
    ClaimedLives look(int max, Set<NodeId> gateways) {
        return look(max, false, gateways);
    }

    ClaimedLives look(int max, boolean doubt, Set<NodeId> gateways) {
        ClaimedLives found = await(stores.leases().look(new Look(CLAIM, LEASE, max, mark, doubt, gateways)));
        mark = found.mark();
        return found;
    }

    /** Whether the life has its lease now. */
    boolean open(NodeLife life) {
        return await(stores.leases().open(life, LEASE)).outcome() == Renewal.Outcome.HELD;
    }

    Renewal.Outcome renew(NodeLife life) {
        return await(stores.leases().renew(life, LEASE, mark, null)).outcome();
    }

    Ticket ticket(NodeLife life, Place place) {
        return Objects.requireNonNull(await(stores.holdings().hold(life, place)));
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(10, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
