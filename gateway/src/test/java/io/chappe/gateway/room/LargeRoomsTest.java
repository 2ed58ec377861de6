package io.chappe.gateway.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.bus.RosterOutdated;
import io.chappe.core.model.Entry;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.SessionId;
import io.chappe.gateway.loop.EventLoops;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rooms whose rosters are too long to come with each answer. */
@Timeout(20)
class LargeRoomsTest {
    private static final RoomKey ROOM = new RoomKey(TestMember.TENANT, new RoomId("stadium"));
    private static final NodeLife HERE = new NodeLife(new NodeId("here"), 1);
    private static final NodeLife ELSEWHERE = new NodeLife(new NodeId("elsewhere"), 1);
    private static final int PART = 4_096;

    private final Vertx vertx = Vertx.vertx();
    private final TestRoomServices store = new TestRoomServices(HERE);
    private TestMember ann;
    private Rooms rooms;

    @BeforeEach
    void start() throws Exception {
        EventLoops loops = EventLoops.start(vertx, 1).await(10, TimeUnit.SECONDS);
        ann = TestMember.of("ann", 1, loops.all().get(0));
        rooms = new Rooms(loops, store, OpenRooms.SETTINGS, new RosterMeters(new SimpleMeterRegistry()));
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private static Member member(String session, NodeLife home, long joinVersion) {
        return new Member(
                new SessionId(session), new PeerId(session), home, 1, joinVersion, MemberState.ONLINE, RawJson.NULL);
    }

    private static Roster roster(long version, Member... those) {
        List<Member> members = new ArrayList<>(List.of(those));
        IntStream.range(0, 1_000).forEach(i -> members.add(member("s" + i, ELSEWHERE, i)));
        return new Roster(1, version, version, members);
    }

    private static RosterDelta joined(long version, Member member) {
        return new RosterDelta(1, version, List.of(member), List.of(), List.of());
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private Future<RoomView> join(TestMember member) {
        Future<RoomView> joined = rooms.join(member, ROOM.room(), RawJson.NULL, Entry.PLAIN);
        until(joined::isComplete);
        return joined;
    }

    private RoomAnswer part(RoomRequest request, Roster roster) {
        Buffer whole = new RoomAnswer.Found(roster).encode();
        int offset = ((RoomRequest.Fetch) request).offset();
        return new RoomAnswer.Part(7, whole.length(), whole.slice(offset, Math.min(whole.length(), offset + PART)));
    }

    @Test
    void theRosterIsFetchedInParts() {
        // Given
        Member seat = member("ann", HERE, 2_000);
        store.answers = request -> request instanceof RoomRequest.Fetch
                ? part(request, roster(2_000, seat))
                : new RoomAnswer.Changed(joined(2_000, seat));

        // When
        Future<RoomView> joined = join(ann);

        // Then
        Roster shown = Objects.requireNonNull(joined.result().roster());
        assertThat(shown.members()).hasSize(1_001);
        assertThat(store.asked(RoomRequest.Fetch.class)).isGreaterThan(5);
        assertThat(store.asked.stream()
                        .filter(RoomRequest.Fetch.class::isInstance)
                        .skip(1)
                        .map(request -> ((RoomRequest.Fetch) request).answer()))
                .containsOnly(7L);
    }

    @Test
    void aRosterThatIsNotKeptToItsLastPartIsFetchedAnew() {
        // Given
        Member seat = member("ann", HERE, 2_000);
        store.answers = request -> {
            if (!(request instanceof RoomRequest.Fetch fetch)) {
                return new RoomAnswer.Changed(joined(2_000, seat));
            }
            return fetch.offset() > 0 && store.asked(RoomRequest.Fetch.class) < 4
                    ? new RoomAnswer.Refused(ErrorCode.TIMEOUT, "not kept any more")
                    : part(request, roster(2_000, seat));
        };

        // When
        Future<RoomView> joined = join(ann);

        // Then
        assertThat(joined.succeeded()).isTrue();
    }

    @Test
    void theSecondOneHereIsToldOfByTheChangeAlone() {
        // Given
        Member seat = member("ann", HERE, 2_000);
        TestMember bob = TestMember.of("bob", 1, ann.loop());
        store.answers = request -> new RoomAnswer.Joined(roster(2_000, seat));
        join(ann);
        store.answers = request -> new RoomAnswer.Changed(joined(2_001, member("bob", HERE, 2_001)));

        // When
        Future<RoomView> joined = join(bob);

        // Then
        assertThat(Objects.requireNonNull(joined.result().roster()).members()).hasSize(1_002);
        assertThat(store.asked.stream().map(request -> ((RoomRequest.Join) request).hasCopy()))
                .containsExactly(false, true);
    }

    @Test
    void whoWasInAlreadyIsSoAtOnce() {
        // Given
        Member seat = member("ann", HERE, 2_000);
        store.answers = request -> new RoomAnswer.Joined(roster(2_000, seat));
        join(ann);
        store.answers = request -> new RoomAnswer.Changed(null);

        // When
        Future<RoomView> joined = join(ann);

        // Then
        assertThat(joined.succeeded()).isTrue();
        assertThat(store.asked(RoomRequest.Fetch.class)).isZero();
    }

    @Test
    void aChangeThatIsTooLongToBeToldIsFetched() {
        // Given
        Member seat = member("ann", HERE, 2_000);
        store.answers = request -> new RoomAnswer.Joined(roster(2_000, seat));
        join(ann);
        store.answers = request -> part(request, roster(2_005, seat));

        // When
        rooms.onOutdated(new RosterOutdated(ROOM, 2_005));

        // Then
        until(() ->
                Objects.requireNonNull(Objects.requireNonNull(rooms.view(ROOM)).roster())
                                .version()
                        == 2_005);
        assertThat(store.asked(RoomRequest.RestoreSeats.class)).isZero();
    }

    @Test
    void whoCameInByARequestWhoseAnswerWasLostIsNotTakenOutAgain() {
        // Given
        TestMember bob = TestMember.of("bob", 1, ann.loop());
        Member seat = member("ann", HERE, 2_000);
        store.answers = request -> new RoomAnswer.Joined(roster(2_000, seat));
        join(ann);
        store.answers = request -> request instanceof RoomRequest.Fetch
                // The first was under way before.
                ? store.asked(RoomRequest.Fetch.class) == 1
                        ? part(request, roster(2_001, seat))
                        : new RoomAnswer.Found(roster(2_002, seat, member("bob", HERE, 2_002)))
                : new RoomAnswer.Changed(null);

        // When
        Future<RoomView> joined = join(bob);

        // Then
        assertThat(joined.succeeded()).isTrue();
        assertThat(store.asked(RoomRequest.Leave.class)).isZero();
    }

    @Test
    void aMoveThatHasHappenedBeforeIsSeenBeforeItIsTold() {
        // Given
        TestMember bob = TestMember.of("bob", 2, ann.loop());
        Member seat = member("ann", HERE, 2_000);
        Member old = member("bob", ELSEWHERE, 1_999);
        store.answers = request -> new RoomAnswer.Joined(roster(2_000, seat, old));
        join(ann);
        store.answers = request -> request instanceof RoomRequest.Fetch
                ? new RoomAnswer.Found(roster(2_001, seat, old.movedTo(HERE, 2)))
                : new RoomAnswer.Changed(null);

        // When
        Future<RoomView> moved = rooms.move(bob, ROOM.room());

        // Then
        until(moved::isComplete);
        Roster shown = Objects.requireNonNull(moved.result().roster());
        assertThat(Objects.requireNonNull(shown.member(bob.id())).home()).isEqualTo(HERE);
    }

    @Test
    void whatIsSoAlreadyIsNotFetched() {
        // Given
        Member seat = member("ann", HERE, 2_000);
        store.answers = request -> new RoomAnswer.Joined(roster(2_000, seat));
        join(ann);
        store.answers = request -> new RoomAnswer.Changed(null);

        // When
        Future<Void> updated = rooms.update(ann, ROOM.room(), RawJson.NULL);

        // Then
        until(updated::succeeded);
        assertThat(store.asked(RoomRequest.Fetch.class)).isZero();
    }

    @Test
    void anUpdateThatIsGatheredIsNotUndoneByTheComparison() {
        // Given
        Member seat = member("ann", HERE, 2_000);
        store.answers = request -> new RoomAnswer.Joined(roster(2_000, seat));
        join(ann);
        store.answers = request -> new RoomAnswer.Changed(
                new RosterDelta(1, 2_001, List.of(), List.of(), List.of(member("s1", ELSEWHERE, 1))));
        until(rooms.update(ann, ROOM.room(), RawJson.of("1"))::succeeded);
        Member changed = seat.withMeta(RawJson.of("2"));
        store.answers =
                request -> new RoomAnswer.Changed(new RosterDelta(1, 2_002, List.of(), List.of(), List.of(changed)));
        until(rooms.update(ann, ROOM.room(), RawJson.of("2"))::succeeded);

        // When
        Future<Void> restored = rooms.restore(Objects.requireNonNull(rooms.view(ROOM)));

        // Then
        until(restored::isComplete);
        assertThat(store.asked.stream()
                        .filter(RoomRequest.RestoreSeats.class::isInstance)
                        .map(request -> ((RoomRequest.RestoreSeats) request)
                                .seats()
                                .get(0)
                                .meta()))
                .containsExactly(RawJson.of("2"));
    }
}
