package io.chappe.gateway.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
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
import io.chappe.core.model.SessionId;
import io.chappe.gateway.loop.EventLoops;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RoomsTest {
    private static final RoomKey ROOM = new RoomKey(TestMember.TENANT, new RoomId("room"));
    private static final NodeLife HERE = new NodeLife(new NodeId("here"), 1);
    private static final NodeLife ELSEWHERE = new NodeLife(new NodeId("elsewhere"), 1);
    private static final RoomAnswer NO_RECORD = new RoomAnswer.Refused(ErrorCode.NO_SUCH_SESSION, "no record");
    private static final RoomAnswer UNAVAILABLE = TestRoomServices.UNAVAILABLE;

    private final Vertx vertx = Vertx.vertx();
    private final TestRoomServices store = new TestRoomServices(HERE);
    private TestMember ann;
    private Rooms rooms;

    @BeforeEach
    void start() throws Exception {
        EventLoops loops = EventLoops.start(vertx, 1).await(10, TimeUnit.SECONDS);
        ann = TestMember.of("session of ann", 1, loops.all().get(0));
        rooms = new Rooms(loops, store, OpenRooms.SETTINGS, new RosterMeters(new SimpleMeterRegistry()));
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private static Roster roster(long version, Member... members) {
        return new Roster(1, version, version, List.of(members));
    }

    private Member ann(NodeLife home, long generation) {
        return new Member(ann.id(), ann.peer(), home, generation, 1, MemberState.ONLINE, RawJson.NULL);
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private Future<RoomView> join() {
        Future<RoomView> joined = rooms.join(ann, ROOM.room(), RawJson.NULL, Entry.PLAIN);
        until(joined::isComplete);
        return joined;
    }

    private void joined() {
        store.answers = request -> new RoomAnswer.Joined(roster(1, ann(HERE, 1)));
        join();
    }

    private Roster shown() {
        return Objects.requireNonNull(Objects.requireNonNull(rooms.view(ROOM)).roster());
    }

    private boolean isShown() {
        return rooms.view(ROOM) != null && shown().members().size() == 1;
    }

    @Test
    void aSessionWhoseRecordIsLostIsPutBackAndLetIn() {
        // Given
        store.answers =
                request -> ann.reclaimed().get() == 0 ? NO_RECORD : new RoomAnswer.Joined(roster(1, ann(HERE, 1)));

        // When
        Future<RoomView> joined = join();

        // Then
        assertThat(joined.succeeded()).isTrue();
        assertThat(ann.reclaimed()).hasValue(1);
    }

    @Test
    void aRecordThatDoesNotComeBackIsAskedForOnce() {
        // Given
        store.answers = request -> NO_RECORD;

        // When
        Future<RoomView> joined = join();

        // Then
        assertThat(RefusedException.codeOf(joined.cause())).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(ann.reclaimed()).hasValue(1);
        assertThat(rooms.views()).isEmpty();
    }

    @Test
    void aSessionThatIsSaidToBeElsewhereIsLookedFor() {
        // Given
        joined();
        store.answers = request -> new RoomAnswer.Superseded();

        // When
        Future<Void> updated = rooms.update(ann, ROOM.room(), RawJson.NULL);

        // Then
        until(updated::failed);
        assertThat(ann.reclaimed()).hasValue(1);
    }

    @Test
    void aSessionThatItsRoomShowsElsewhereIsLookedForAtTheNextComparison() {
        // Given
        joined();
        store.answers = request -> new RoomAnswer.Found(roster(2, ann(ELSEWHERE, 2)));
        rooms.refresh(ROOM.room(), ann);
        until(() -> ann.reclaimed().get() == 1);

        // When
        rooms.compareNow();

        // Then
        until(() -> ann.reclaimed().get() == 2);
    }

    @Test
    void nothingIsTakenFromAStoreThatCouldNotBeToldWhoIsHere() {
        // Given
        joined();
        store.answers =
                request -> request instanceof RoomRequest.RestoreSeats ? UNAVAILABLE : new RoomAnswer.Found(roster(2));

        // When
        rooms.refresh(ROOM.room(), ann);

        // Then
        until(() -> store.asked(RoomRequest.RestoreSeats.class) == 2);
        assertThat(isShown()).isTrue();
        store.answers = request -> request instanceof RoomRequest.RestoreSeats
                ? new RoomAnswer.Changed(null)
                : new RoomAnswer.Found(roster(3, ann(HERE, 1)));
        until(() -> shown().version() == 3);
    }

    @Test
    void nobodyIsMissedBeforeOthersHavePutThemselvesBackIntoAnOlderStore() throws InterruptedException {
        // Given
        store.answers = request -> new RoomAnswer.Joined(roster(5, ann(HERE, 1), bob(ELSEWHERE)));
        join();
        store.answers = request -> request instanceof RoomRequest.RestoreSeats
                ? new RoomAnswer.Changed(null)
                // Another incarnation, which has a higher version, as soon as ann is back in it.
                : new RoomAnswer.Found(roster(store.asked(RoomRequest.RestoreSeats.class) == 0 ? 3 : 9, ann(HERE, 1)));

        // When
        rooms.refresh(ROOM.room(), ann);

        // Then
        until(() -> store.asked(RoomRequest.RestoreSeats.class) == 1);
        Thread.sleep(200);
        assertThat(shown().members()).hasSize(2);
    }

    @Test
    void aGhostIsDisowned() {
        // Given
        joined();
        store.answers = request -> new RoomAnswer.Found(roster(2, ann(HERE, 1), bob(HERE)));

        // When
        rooms.refresh(ROOM.room(), ann);

        // Then
        until(() -> store.asked(RoomRequest.Leave.class) == 1);
    }

    @Test
    void aGhostThatWasThereAllAlongIsFoundByTheComparison() {
        // Given
        store.answers = request -> new RoomAnswer.Joined(roster(1, ann(HERE, 1), bob(HERE)));
        join();

        // When
        rooms.compareNow();

        // Then
        until(() -> store.asked(RoomRequest.Leave.class) == 1);
    }

    @Test
    void whoHasGoneOnElsewhereIsNoGhostBeforeItHasArrivedThere() {
        // Given
        joined();
        TestMember other = TestMember.of("session of bob", 1, ann.loop());
        store.answers = request -> new RoomAnswer.Joined(roster(2, ann(HERE, 1), bob(HERE)));
        until(rooms.join(other, ROOM.room(), RawJson.NULL, Entry.PLAIN)::isComplete);
        store.answers = request -> new RoomAnswer.Found(roster(3, ann(HERE, 1), bob(HERE)));
        rooms.release(other, ROOM.room());

        // When
        rooms.refresh(ROOM.room(), ann);

        // Then
        until(() -> version() == 3);
        assertThat(store.asked(RoomRequest.Leave.class)).isZero();
    }

    @Test
    void whoHasGoneOnAsTheLastOneHereIsNoGhostEither() throws InterruptedException {
        // Given
        joined();
        Promise<RoomAnswer> fetched = Promise.promise();
        store.late = fetched.future();
        rooms.refresh(ROOM.room(), ann);
        until(() -> store.asked(RoomRequest.Fetch.class) == 1);
        rooms.release(ann, ROOM.room());
        until(() -> rooms.views().isEmpty());

        // When
        fetched.complete(new RoomAnswer.Found(roster(2, ann(HERE, 1))));

        // Then
        CountDownLatch told = new CountDownLatch(1);
        ann.loop().queue(told::countDown);
        assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(store.asked(RoomRequest.Leave.class)).isZero();
    }

    @Test
    void whoCouldNotBeMovedHereInTimeIsNoGhostWhenItArrivesLate() {
        // Given
        joined();
        TestMember other = TestMember.of("session of bob", 1, ann.loop());
        store.answers = request -> UNAVAILABLE;
        until(rooms.move(other, ROOM.room())::failed);
        store.answers = request -> new RoomAnswer.Found(roster(2, ann(HERE, 1), bob(HERE)));

        // When
        rooms.refresh(ROOM.room(), ann);

        // Then
        until(() -> version() == 2);
        assertThat(store.asked(RoomRequest.Leave.class)).isZero();
    }

    @Test
    void anEarlierHolderThatComesLateDoesNotTakeTheLaterOnesPlace() {
        // Given: two sockets at this gateway have taken one session over, and the later one was quicker.
        TestMember later = TestMember.of("session of ann", 2, ann.loop());
        store.answers = request -> new RoomAnswer.Joined(roster(2, ann(HERE, 2)));
        until(rooms.move(later, ROOM.room())::succeeded);

        // When
        Future<RoomView> late = rooms.move(ann, ROOM.room());

        // Then
        until(late::failed);
        assertThat(Objects.requireNonNull(rooms.view(ROOM)).isHere((LocalMember) later))
                .isTrue();
        assertThat(store.asked).hasSize(1);
    }

    @Test
    void whoHasToMakeWayIsToldAtOnceAndNotWhenItsWaitIsOver() {
        // Given: it is in already, as far as the service knows, and the room can't be fetched.
        store.answers = request -> request instanceof RoomRequest.Move ? new RoomAnswer.Changed(null) : UNAVAILABLE;
        Future<RoomView> early = rooms.move(ann, ROOM.room());
        long since = System.nanoTime();

        // When
        rooms.move(TestMember.of("session of ann", 2, ann.loop()), ROOM.room());

        // Then
        until(early::failed);
        assertThat(System.nanoTime() - since).isLessThan(TimeUnit.SECONDS.toNanos(3));
    }

    @Test
    void whoWasHereInALifeBeforeIsLeftToTheSweep() {
        // Given
        joined();
        store.answers = request -> new RoomAnswer.Found(roster(2, ann(HERE, 1), bob(new NodeLife(HERE.node(), 0))));

        // When
        rooms.refresh(ROOM.room(), ann);

        // Then
        until(() -> version() == 2);
        assertThat(store.asked(RoomRequest.Leave.class)).isZero();
    }

    private long version() {
        return shown().version();
    }

    private static Member bob(NodeLife home) {
        return new Member(
                new SessionId("session of bob"), new PeerId("bob"), home, 1, 2, MemberState.ONLINE, RawJson.NULL);
    }

    @Test
    void thoseWithoutARecordPutThemselvesBack() {
        // Given
        joined();
        store.answers = request -> {
            if (request instanceof RoomRequest.RestoreSeats) {
                return ann.reclaimed().get() == 0 ? NO_RECORD : new RoomAnswer.Changed(null);
            }
            return new RoomAnswer.Found(ann.reclaimed().get() == 0 ? roster(2) : roster(3, ann(HERE, 1)));
        };

        // When
        rooms.refresh(ROOM.room(), ann);

        // Then
        until(() -> ann.reclaimed().get() == 1);
        until(() -> shown().version() == 3);
        assertThat(isShown()).isTrue();
    }
}
