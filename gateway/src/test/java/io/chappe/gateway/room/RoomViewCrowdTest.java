package io.chappe.gateway.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.LeaveReason;
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
import io.chappe.core.model.Standing;
import io.chappe.core.model.WaitingPlace;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.loop.EventLoops;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a crowd costs that joins a room of many. */
@Timeout(20)
class RoomViewCrowdTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final EventLoop LOOP = loop();
    private static final NodeLife HOME = new NodeLife(new NodeId("here"), 1);
    private static final RoomId ROOM = new RoomId("stadium");

    /** Versions that the one session here has heard of. */
    private final List<Long> heard = new CopyOnWriteArrayList<>();

    /** Versions at which it has been told how many members there are, and nothing else. */
    private final List<Long> counts = new CopyOnWriteArrayList<>();

    private final List<byte[]> frames = new CopyOnWriteArrayList<>();

    private final List<RoomView> gathered = new CopyOnWriteArrayList<>();
    private final RoomView view = new RoomView(new RoomKey(TestMember.TENANT, ROOM), LOOP, gathered::add);
    private final TestMember ann = TestMember.of("ann", 1, LOOP).hearing(new Ear(), false);

    private static EventLoop loop() {
        try {
            return EventLoops.start(VERTX, 1).await(10, TimeUnit.SECONDS).all().get(0);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        VERTX.close().await(10, TimeUnit.SECONDS);
    }

    private final class Ear implements RoomListener {
        @Override
        public void changed(RoomId room, long version, List<byte[]> told) {
            heard.add(version);
            frames.addAll(told);
        }

        @Override
        public void counted(RoomId room, long version, byte[] frame) {
            counts.add(version);
        }

        @Override
        public void admitted(RoomId room, Roster roster) {}

        @Override
        public void waits(RoomId room, WaitingPlace place) {}

        @Override
        public void called(RoomId room) {}

        @Override
        public void answered(RoomId room, SessionId called, @Nullable LeaveReason left) {}

        @Override
        public void lobbyChanged(RoomId room, byte[] frame) {}

        @Override
        public void removed(RoomId room, LeaveReason reason) {}
    }

    private static Member member(String session) {
        return member(session, 1);
    }

    private static Member member(String session, long joinVersion) {
        return new Member(
                new SessionId(session), new PeerId(session), HOME, 1, joinVersion, MemberState.ONLINE, RawJson.NULL);
    }

    private static Roster roster(long version, int size) {
        List<Member> members = new ArrayList<>(List.of(member("ann")));
        IntStream.range(1, size).forEach(i -> members.add(member("s" + i)));
        return new Roster(1, version, version, members);
    }

    private static RosterDelta joined(long version) {
        return new RosterDelta(1, version, List.of(member("late" + version, version)), List.of(), List.of());
    }

    /** Does something on the room's loop. */
    private static void onLoop(Runnable task) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        LOOP.queue(() -> {
            task.run();
            LOOP.queue(done::countDown);
        });
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private void until(long version) throws InterruptedException {
        while (Objects.requireNonNull(view.roster()).version() < version) {
            Thread.sleep(5);
        }
        onLoop(() -> {});
    }

    private void join(long from, long to) {
        for (long version = from; version <= to; version++) {
            view.apply(joined(version));
        }
    }

    @BeforeEach
    void annIsIn() throws InterruptedException {
        onLoop(() -> view.enter(new LocalSeat(ann, 1)));
    }

    @Test
    void tellsASmallRoomOfEachAtOnce() throws InterruptedException {
        // Given
        onLoop(() -> view.replace(roster(10, 5)));

        // When
        onLoop(() -> join(11, 15));

        // Then
        assertThat(heard).containsExactly(11L, 12L, 13L, 14L, 15L);
    }

    @Test
    void tellsARoomOfManyOfTheFirstAtOnceAndOfTheOthersTogether() throws InterruptedException {
        // Given
        onLoop(() -> view.replace(roster(10, 11)));

        // When
        onLoop(() -> join(11, 300));

        // Then
        assertThat(heard).containsExactly(11L);
        until(300);
        assertThat(heard).containsExactly(11L, 300L);
        assertThat(Objects.requireNonNull(view.roster()).members()).hasSize(301);
    }

    @Test
    void findsAGapWhenWhatWasGatheredIsTaken() throws InterruptedException {
        // Given
        onLoop(() -> view.replace(roster(10, 11)));

        // When
        onLoop(() -> {
            join(11, 20);
            join(22, 30);
        });

        // Then
        assertThat(view.hasGap()).isFalse();
        until(20);
        assertThat(gathered).contains(view);
        assertThat(view.hasGap()).isTrue();
    }

    @Test
    void aNewcomerIsSeatedWithTheRosterThatHasIt() throws InterruptedException {
        // Given
        TestMember bob = here("late20");
        onLoop(() -> view.replace(roster(10, 11)));
        onLoop(() -> join(11, 20));

        // When
        Future<Roster> seated = seated(bob, 20);

        // Then
        assertThat(seated.isComplete()).isFalse();
        until(20);
        assertThat(seated.result().member(bob.id())).isNotNull();
    }

    @Test
    void aNewcomerWhoIsOutAgainIsTold() throws InterruptedException {
        // Given
        TestMember bob = here("late20");
        onLoop(() -> view.replace(roster(10, 11)));
        onLoop(() -> {
            join(11, 20);
            view.apply(new RosterDelta(
                    1,
                    21,
                    List.of(),
                    List.of(new RosterDelta.Departure(member("late20"), LeaveReason.KICKED)),
                    List.of()));
        });

        // When
        Future<Roster> seated = seated(bob, 20);

        // Then
        until(21);
        assertThat(seated.failed()).isTrue();
    }

    @Test
    void whoLeavesAndComesAgainIsSeatedWhereItIsThen() throws InterruptedException {
        // Given
        TestMember bob = here("s5");
        onLoop(() -> view.replace(roster(10, 11)));
        onLoop(() -> {
            view.apply(joined(11));
            view.apply(left(12, "s5"));
            view.apply(new RosterDelta(
                    1, 13, List.of(member("s5").withStanding(Standing.PLAIN.waiting())), List.of(), List.of()));
        });

        // When
        Future<Roster> seated = seated(bob, 13);

        // Then
        assertThat(seated.isComplete()).isFalse();
        until(13);
        assertThat(seated.result().waits(bob.id())).isTrue();
        assertThat(seated.result().member(bob.id())).isNull();
    }

    @Test
    void membersAreToldOfTheVersionAtWhichSomebodyHasComeAgain() throws InterruptedException {
        // Given
        onLoop(() -> view.replace(roster(10, 11)));

        // When
        onLoop(() -> {
            view.apply(joined(11));
            view.apply(left(12, "s5"));
            view.apply(new RosterDelta(1, 13, List.of(member("s5").admittedAt(13)), List.of(), List.of()));
        });

        // Then
        until(13);
        assertThat(heard).containsExactly(11L, 13L);
    }

    @Test
    void aRoomThatEverybodyHasLeftWaitsForNothing() throws InterruptedException {
        // Given
        onLoop(() -> view.replace(roster(10, 11)));
        onLoop(() -> join(11, 12));
        until(12);

        // When
        onLoop(() -> {
            view.apply(joined(15));
            view.exit(ann);
        });

        // Then
        Thread.sleep(250);
        assertThat(view.isBehind()).isFalse();
        gathered.clear();
        Thread.sleep(150);
        assertThat(gathered).isEmpty();
    }

    private static RosterDelta left(long version, String session) {
        return new RosterDelta(
                1,
                version,
                List.of(),
                List.of(new RosterDelta.Departure(member(session), LeaveReason.LEFT)),
                List.of());
    }

    private TestMember here(String session) throws InterruptedException {
        TestMember member = TestMember.of(session, 1, LOOP);
        onLoop(() -> view.enter(new LocalSeat(member, 2)));
        return member;
    }

    private Future<Roster> seated(TestMember member, long version) throws InterruptedException {
        List<Future<Roster>> seated = new CopyOnWriteArrayList<>();
        onLoop(() -> seated.add(view.seated(member, version)));
        return seated.get(0);
    }

    @Test
    void aRosterThatComesWithAnAnswerIsGatheredToo() throws InterruptedException {
        // Given
        onLoop(() -> view.replace(roster(10, 11)));

        // When
        onLoop(() -> {
            view.apply(joined(11));
            view.apply(roster(14, 15));
            view.apply(roster(13, 14));
            view.apply(joined(15));
        });

        // Then
        assertThat(heard).containsExactly(11L);
        until(15);
        assertThat(view.hasGap()).isFalse();
        assertThat(heard).containsExactly(11L, 14L, 15L);
    }

    @Test
    void whereTheCountAloneHasChangedMembersAreToldOfItOnceInAWhile() throws InterruptedException {
        // Given
        onLoop(() -> view.replace(roster(10, 600)));

        // When
        for (long version = 11; version <= 15; version++) {
            long next = version;
            onLoop(() -> view.apply(joined(next)));
            until(version);
        }

        // Then
        assertThat(heard).startsWith(11L).endsWith(15L);
        assertThat(frames).isEmpty();
        assertThat(counts).containsExactly(11L);
        while (counts.size() < 2) {
            Thread.sleep(10);
        }
        assertThat(counts).containsExactly(11L, 15L);
    }

    @Test
    void whatIsToldOfListedMembersTellsTheCountToo() throws InterruptedException {
        // Given
        onLoop(() -> view.replace(roster(10, 600)));
        onLoop(() -> join(11, 11));
        onLoop(() -> join(12, 12));
        until(12);

        // When
        onLoop(() -> view.apply(new RosterDelta(
                1, 13, List.of(), List.of(new RosterDelta.Departure(member("ann"), LeaveReason.LEFT)), List.of())));
        until(13);

        // Then
        assertThat(frames).hasSize(1);
        onLoopAfter(1_200);
        assertThat(counts).containsExactly(11L);
    }

    private static void onLoopAfter(long millis) throws InterruptedException {
        CountDownLatch passed = new CountDownLatch(1);
        LOOP.after(millis, passed::countDown);
        assertThat(passed.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
