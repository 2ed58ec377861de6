package io.chappe.presence;

import static io.chappe.presence.Await.await;
import static io.chappe.presence.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.TenantId;
import io.chappe.presence.store.Place;
import io.chappe.presence.store.StoreClock;
import io.chappe.presence.store.Stores;
import io.chappe.presence.store.hazelcast.HazelcastStores;
import io.chappe.presence.store.hazelcast.TestMembers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A data member, with the service that sweeps on it, is killed in the middle of the sweep. */
@Timeout(90)
class SweepIT {
    private static final int ROOMS = 1_000;

    private final AtomicLong later = new AtomicLong();
    private final StoreClock clock = new StoreClock(() -> System.currentTimeMillis() + later.get());
    private final TestMembers members = new TestMembers();
    private final Vertx doomedVertx = Vertx.vertx();
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        await(doomedVertx.close());
        await(vertx.close());
        members.close();
    }

    @Test
    void anotherServiceCompletesTheSweepOfOneThatDied() {
        // Given
        HazelcastInstance doomedMember = members.start(clock);
        HazelcastInstance member = members.start(clock);
        Stores stores = HazelcastStores.of(vertx, member, Duration.ofSeconds(2));
        TestService doomed = TestService.start(
                doomedVertx, "doomed", HazelcastStores.of(doomedVertx, doomedMember, Duration.ofSeconds(2)));
        TestService service = TestService.start(vertx, "service", stores);
        TestGateway stays = new TestGateway(vertx, "stays").leasedBy(service);
        TestGateway lost = new TestGateway(vertx, "lost").leasedBy(service);
        List<RoomKey> rooms = IntStream.range(0, ROOMS)
                .mapToObj(i -> new RoomKey(new TenantId("acme"), new RoomId("room" + i)))
                .toList();
        for (int from = 0; from < ROOMS; from += 250) {
            await(Future.all(rooms.subList(from, from + 250).stream()
                    .map(room -> stays.join(service, room, "stays").compose(joined -> lost.join(service, room, "lost")))
                    .toList()));
        }
        stays.rosterEvents.clear();

        lost.fallSilent();

        // When
        TestGateway askerOfDoomed = new TestGateway(doomedVertx, "lost");
        askerOfDoomed.ask(doomed, new PresenceRequest.CloseLease(lost.life));
        until(() -> rooms.stream().limit(50).anyMatch(room -> left(stores, room)));
        doomedMember.getLifecycleService().terminate();

        // Then
        until(() -> {
            later.addAndGet(15);
            return await(stores.holdings().hold(lost.life, new Place.Room(rooms.get(0)))) == null
                    && rooms.stream().allMatch(room -> left(stores, room));
        });
        until(() -> {
            later.addAndGet(15);
            return await(stores.holdings().seal(lost.life)) == null;
        });
        assertThat(stays.rosterEvents).isNotEmpty().hasSizeLessThan(ROOMS);
    }

    private static boolean left(Stores stores, RoomKey room) {
        Roster roster = await(stores.rooms().roster(room));
        return roster != null && roster.members().size() == 1;
    }
}
