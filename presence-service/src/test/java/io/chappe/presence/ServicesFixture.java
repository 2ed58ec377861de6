package io.chappe.presence;

import static io.chappe.presence.Await.await;
import static io.chappe.presence.Await.until;

import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.model.Member;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.chappe.presence.store.Look;
import io.chappe.presence.store.Place;
import io.chappe.presence.store.SealedHoldings;
import io.chappe.presence.store.StoreClock;
import io.chappe.presence.store.StoreMark;
import io.chappe.presence.store.Stores;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** Four presence-services that work side by side on one store, and two gateways that ask them. */
@Timeout(60)
abstract class ServicesFixture {
    private static final AtomicLong UNIQUE = new AtomicLong();

    /** Added to the time of the store. */
    static final AtomicLong LATER = new AtomicLong();

    static final StoreClock CLOCK = new StoreClock(() -> System.currentTimeMillis() + LATER.get());

    final long unique = UNIQUE.incrementAndGet();
    final RoomKey room = new RoomKey(new TenantId("tenant-" + unique), new RoomId("room"));
    final PeerKey ann = new PeerKey(room.tenant(), new PeerId("ann-" + unique));
    final Vertx vertx = Vertx.vertx();
    final List<TestService> services = new ArrayList<>();
    Stores stores;
    TestGateway a;
    TestGateway b;

    protected abstract Stores stores(Vertx vertx);

    /** Of each service. */
    protected JsonObject settings() {
        return TestService.settings();
    }

    @BeforeEach
    void start() {
        stores = stores(vertx);
        settle(stores, LATER);
        for (int i = 0; i < 4; i++) {
            services.add(TestService.start(vertx, "service-" + i, stores, settings()));
        }
        a = new TestGateway(vertx, "a-" + unique, room.tenant()).leasedBy(services.get(0));
        b = new TestGateway(vertx, "b-" + unique, room.tenant()).leasedBy(services.get(1));
    }

    /** Lets a new store be there for so long that it is complete, and, if its time is the test's, that windows may end. */
    static void settle(Stores stores, AtomicLong later) {
        for (int i = 0; i < 5; i++) {
            later.addAndGet(2_500);
            look(stores);
        }
        until(() -> !look(stores).recovering());
    }

    private static StoreMark look(Stores stores) {
        Look look = new Look(Duration.ofSeconds(10), TestService.LEASE, 0, StoreMark.UNSEEN, false, Set.of());
        return await(stores.leases().look(look)).mark();
    }

    @AfterEach
    void stop() {
        for (TestGateway gateway : List.of(a, b)) {
            gateway.fallSilent();
            await(gateway.ask(services.get(0), new PresenceRequest.CloseLease(gateway.life)));
        }
        await(vertx.close());
    }

    List<Place> placesOf(TestGateway gateway) {
        return List.copyOf(holdings(gateway).places().keySet());
    }

    int holdsIn(TestGateway gateway, Place place) {
        return holdings(gateway).places().getOrDefault(place, Set.of()).size();
    }

    /** Seals the record, which ends the test's use of it. */
    private SealedHoldings holdings(TestGateway gateway) {
        return Objects.requireNonNull(await(stores.holdings().seal(gateway.life)));
    }

    static Roster rosterOf(RoomAnswer answer) {
        return ((RoomAnswer.Joined) answer).roster();
    }

    static RosterDelta deltaOf(RoomAnswer answer) {
        return Objects.requireNonNull(((RoomAnswer.Changed) answer).delta());
    }

    /** Waits while the store's time runs faster, but not so fast that the services would seem to have slept. */
    static void later(BooleanSupplier condition) {
        until(() -> {
            LATER.addAndGet(15);
            return condition.getAsBoolean();
        });
    }

    Member memberOf(String session) {
        Roster roster = Objects.requireNonNull(await(stores.rooms().roster(room)));
        return Objects.requireNonNull(roster.member(new SessionId(session)));
    }
}
