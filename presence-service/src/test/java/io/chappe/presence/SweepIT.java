package io.chappe.presence;

import static io.chappe.presence.Await.await;
import static io.chappe.presence.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.chappe.presence.store.StoreClock;
import io.chappe.presence.store.Stores;
import io.chappe.presence.store.hazelcast.HazelcastStores;
import io.chappe.presence.store.hazelcast.TestMembers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A data member, with the service that sweeps on it, is killed in the middle of the sweep. */
@Timeout(90)
class SweepIT {
    private static final int ROOMS = 1_000;
    private static final TenantId ACME = new TenantId("acme");

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
        Stores stores = HazelcastStores.of(vertx, member, Duration.ofSeconds(2), new SimpleMeterRegistry());
        ServicesFixture.settle(stores, later);
        TestService doomed = TestService.start(
                doomedVertx,
                "doomed",
                HazelcastStores.of(doomedVertx, doomedMember, Duration.ofSeconds(2), new SimpleMeterRegistry()));
        TestService service = TestService.start(vertx, "service", stores);
        TestGateway stays = new TestGateway(vertx, "stays", ACME).leasedBy(service);
        TestGateway lost = new TestGateway(vertx, "lost", ACME).leasedBy(service);
        lost.windowMs = 20_000;
        for (int from = 0; from < ROOMS; from += 250) {
            await(Future.all(IntStream.range(from, from + 250)
                    .mapToObj(i -> stays.join(service, room(i), "stays" + i)
                            .compose(joined -> lost.join(service, room(i), "lost" + i)))
                    .toList()));
        }
        lost.fallSilent();

        // When
        TestGateway askerOfDoomed = new TestGateway(doomedVertx, "lost", ACME);
        askerOfDoomed.ask(doomed, new PresenceRequest.CloseLease(lost.life));
        until(() -> IntStream.range(0, 50).anyMatch(i -> state(stores, i) == MemberState.RECONNECTING));
        doomedMember.getLifecycleService().terminate();
        for (int i = 0; i < ROOMS; i += 10) {
            await(stays.take(service, lost.keyOf("lost" + i), "lost" + i, i + 1L));
            await(stays.move(service, room(i), "lost" + i, 2));
        }
        boolean sweptBefore =
                IntStream.range(0, ROOMS).allMatch(i -> isAsExpected(stores, i, MemberState.RECONNECTING));

        // Then
        assertThat(sweptBefore).isFalse();
        later(() -> IntStream.range(0, ROOMS).allMatch(i -> isAsExpected(stores, i, MemberState.RECONNECTING)));
        later(() -> IntStream.range(0, ROOMS).allMatch(i -> isAsExpected(stores, i, null)));
        later(() -> await(stores.holdings().seal(lost.life)) == null);
        assertThat(IntStream.range(0, ROOMS).allMatch(i -> isAsExpected(stores, i, null)))
                .isTrue();
    }

    private void later(BooleanSupplier condition) {
        until(() -> {
            later.addAndGet(15);
            return condition.getAsBoolean();
        });
    }

    private static RoomKey room(int i) {
        return new RoomKey(ACME, new RoomId("room" + i));
    }

    /** Every tenth session is taken over by the node that stays. */
    private static boolean isAsExpected(Stores stores, int i, @Nullable MemberState others) {
        return state(stores, i) == (i % 10 == 0 ? MemberState.ONLINE : others);
    }

    /** Of the session that was on the lost node; null if it is gone. */
    private static @Nullable MemberState state(Stores stores, int i) {
        // The sweep has the store busy: on a slow machine one answer may come too late.
        Roster roster = Objects.requireNonNull(await(stores.rooms()
                .roster(room(i))
                .recover(late -> stores.rooms().roster(room(i)))
                .recover(late -> stores.rooms().roster(room(i)))));
        Member member = roster.member(new SessionId("lost" + i));
        return member == null ? null : member.state();
    }
}
