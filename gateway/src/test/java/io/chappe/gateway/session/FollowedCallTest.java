package io.chappe.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.Call;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.RosterStamp;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.loop.EventLoops;
import io.chappe.gateway.room.OpenRooms;
import io.chappe.gateway.room.RoomServices;
import io.chappe.gateway.room.Rooms;
import io.chappe.gateway.room.RosterMeters;
import io.chappe.gateway.room.TestMember;
import io.chappe.gateway.token.Grants;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One who is taken up again with a call in its seat, by room services that answer as the test says. */
@Timeout(20)
class FollowedCallTest {
    private static final NodeLife HERE = new NodeLife(new NodeId("here"), 1);
    private static final RoomId QUEUE = new RoomId("queue");
    private static final RoomId YARD = new RoomId("yard");
    private static final RoomId TO = RoomId.reserved("to");
    private static final RoomAnswer AWAY = new RoomAnswer.Refused(ErrorCode.UNAVAILABLE, "away");
    private static final RoomAnswer OVER = new RoomAnswer.Refused(ErrorCode.NO_SUCH_SESSION, "the call is over");
    private static final RoomAnswer CLOSED = new RoomAnswer.Refused(ErrorCode.CLOSED, "the agent is gone");

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<RoomRequest> asked = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<RoomAnswer> answers = new ConcurrentLinkedQueue<>();
    private EventLoop loop;
    private TestMember caller;
    private Memberships memberships;
    private Rooms rooms;
    private volatile Member seat;
    /** What is answered to who wants to come in, if it is there. */
    private volatile @Nullable Future<RoomAnswer> slow;

    private final class Services implements RoomServices {
        @Override
        public NodeLife home() {
            return HERE;
        }

        @Override
        public Future<RoomAnswer> ask(RoomKey room, RoomRequest request) {
            if (request instanceof RoomRequest.Move) {
                return Future.succeededFuture(new RoomAnswer.Joined(queue(seat)));
            } else if (request instanceof RoomRequest.Fetch) {
                return Future.succeededFuture(AWAY);
            }
            asked.add(request);
            Future<RoomAnswer> late = request instanceof RoomRequest.Join ? slow : null;
            if (late != null) {
                return late;
            }
            RoomAnswer answer = answers.poll();
            return Future.succeededFuture(answer == null ? AWAY : answer);
        }

        @Override
        public void farewell(RoomRequest.Leave leave, Consumer<RoomAnswer> heard) {
            asked.add(leave);
        }

        @Override
        public Future<List<RoomKey>> differing(Map<RoomKey, RosterStamp> copies) {
            return Future.succeededFuture(List.of());
        }
    }

    @BeforeEach
    void start() throws Exception {
        EventLoops loops = EventLoops.start(vertx, 1).await(10, TimeUnit.SECONDS);
        loop = loops.all().get(0);
        caller = TestMember.of("caller", 2, loop);
        seat = called();
        rooms = new Rooms(loops, new Services(), OpenRooms.SETTINGS, new RosterMeters(new SimpleMeterRegistry()));
        memberships = new Memberships(
                caller, Grants.ALL, new Line(caller.id(), loop, false), rooms, Watching.nobody(loops, caller.tenant()));
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private Member seat(Standing standing) {
        return new Member(
                caller.id(), caller.peer(), HERE, 2, 5, MemberState.ONLINE, RawJson.of("{\"page\":1}"), standing);
    }

    private Member called() {
        return seat(Standing.PLAIN.waiting().called(Call.take(TO, new SessionId("agent"), 1)));
    }

    private static Roster queue(Member seat) {
        return new Roster(1, 10, 10, List.of(seat), RoomRules.beginQueue(0));
    }

    private void takeUp(RoomAnswer... then) {
        answers.addAll(List.of(then));
        loop.run(() -> memberships.takeUp(List.of(QUEUE)));
    }

    private RoomRequest next() throws Exception {
        return Objects.requireNonNull(asked.poll(5, TimeUnit.SECONDS));
    }

    private RoomRequest follow(@Nullable ErrorCode refusal) {
        return new RoomRequest.Follow(new RoomKey(caller.tenant(), QUEUE), caller.id(), HERE, 2, TO, refusal);
    }

    private @Nullable RoomRequest soon() throws Exception {
        return asked.poll(1_500, TimeUnit.MILLISECONDS);
    }

    private boolean isIn(RoomId room) throws Exception {
        return loop.call(() -> Future.succeededFuture(memberships.joined(room) != null))
                .await(5, TimeUnit.SECONDS);
    }

    private static RoomAnswer done() {
        return new RoomAnswer.Changed(new RosterDelta(1, 11, List.of(), List.of(), List.of()));
    }

    @Test
    void nobodyElseCanCallItThenItGoesAndThenItLeavesTheQueue() throws Exception {
        // When
        takeUp(done(), new RoomAnswer.Joined(new Roster(2, 3, 3, List.of(seat(Standing.PLAIN)))));

        // Then
        assertThat(next()).isEqualTo(follow(null));
        RoomRequest.Join join = (RoomRequest.Join) next();
        assertThat(join.room().room()).isEqualTo(TO);
        assertThat(join.meta()).isEqualTo(RawJson.of("{\"page\":1}"));
        assertThat(join.entry().creates()).isFalse();
        RoomRequest.Leave leave = (RoomRequest.Leave) next();
        assertThat(leave.room().room()).isEqualTo(QUEUE);
        assertThat(leave.reason()).isEqualTo(LeaveReason.MOVED);
        assertThat(isIn(TO)).isTrue();
        assertThat(isIn(QUEUE)).isFalse();
    }

    @Test
    void whatNobodyHearsIsSaidAgain() throws Exception {
        // When
        takeUp(AWAY, done(), AWAY, new RoomAnswer.Joined(new Roster(2, 3, 3, List.of(seat(Standing.PLAIN)))));

        // Then
        assertThat(List.of(next(), next())).containsOnly(follow(null));
        assertThat(next()).isInstanceOf(RoomRequest.Join.class);
        assertThat(((RoomRequest.Leave) next()).room().room())
                .as("it may have come in all the same")
                .isEqualTo(TO);
        assertThat(next()).isInstanceOf(RoomRequest.Join.class);
        assertThat(((RoomRequest.Leave) next()).room().room()).isEqualTo(QUEUE);
    }

    @Test
    void whereTheAgentIsGoneItGivesTheCallUp() throws Exception {
        // When
        takeUp(done(), CLOSED, AWAY, done());

        // Then
        assertThat(next()).isEqualTo(follow(null));
        assertThat(next()).isInstanceOf(RoomRequest.Join.class);
        assertThat(List.of(next(), next())).containsOnly(follow(ErrorCode.CLOSED));
        assertThat(isIn(TO)).isFalse();
    }

    @Test
    void aCallThatIsOverIsNotFollowed() throws Exception {
        // When
        takeUp(OVER);

        // Then
        assertThat(next()).isEqualTo(follow(null));
        assertThat(soon()).isNull();
        assertThat(isIn(TO)).isFalse();
    }

    @Test
    void whoHasLeftTheQueueMeanwhileGoesNowhere() throws Exception {
        // Given
        takeUp(AWAY);
        next();

        // When
        loop.run(() -> memberships.end(LeaveReason.LEFT));

        // Then
        assertThat(((RoomRequest.Leave) next()).room().room()).isEqualTo(QUEUE);
        assertThat(soon()).isNull();
    }

    /** Whom a moderator moves. */
    private Member moved(@Nullable ErrorCode refusal) {
        return seat(Standing.PLAIN.called(new Call(YARD, new SessionId("host"), 7, 1, refusal)));
    }

    @Test
    void aMemberThatIsMovedGoesOnItsOwnTermsAndStaysWhereTheRoomDoesNotTakeIt() throws Exception {
        // Given
        seat = moved(null);

        // When
        takeUp(done(), CLOSED, done());

        // Then
        assertThat(((RoomRequest.Follow) next()).refusal()).isNull();
        RoomRequest.Join join = (RoomRequest.Join) next();
        assertThat(join.room().room()).isEqualTo(YARD);
        assertThat(join.entry()).isEqualTo(Grants.ALL.entry(YARD, RoomRules.OPEN));
        assertThat(((RoomRequest.Follow) next()).refusal()).isEqualTo(ErrorCode.CLOSED);
        assertThat(isIn(QUEUE)).isTrue();
        assertThat(isIn(YARD)).isFalse();
    }

    @Test
    void aCallThatIsRefusedAlreadyIsNotFollowed() throws Exception {
        // Given
        seat = moved(ErrorCode.ROOM_FULL);

        // When
        takeUp();

        // Then
        assertThat(soon()).isNull();
        assertThat(isIn(QUEUE)).isTrue();
    }

    /** One that is moved, and has not come in yet. */
    private Promise<RoomAnswer> onItsWay() throws Exception {
        seat = moved(null);
        Promise<RoomAnswer> coming = Promise.promise();
        slow = coming.future();
        takeUp(done());
        assertThat(next()).isInstanceOf(RoomRequest.Follow.class);
        assertThat(next()).isInstanceOf(RoomRequest.Join.class);
        return coming;
    }

    @Test
    void whoAsksForTheRoomThatItIsMovedToIsThereOnce() throws Exception {
        // Given
        Promise<RoomAnswer> coming = onItsWay();
        CompletableFuture<Boolean> joined = new CompletableFuture<>();
        loop.run(() -> memberships
                .join(YARD, RawJson.NULL, JoinOutcome.UNTOLD)
                .onComplete(done -> joined.complete(done.succeeded())));

        // When
        loop.run(() -> coming.complete(new RoomAnswer.Joined(new Roster(2, 3, 3, List.of(seat(Standing.PLAIN))))));

        // Then
        assertThat(joined.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(((RoomRequest.Leave) next()).room().room()).isEqualTo(QUEUE);
        assertThat(asked).isEmpty();
        assertThat(memberships.joined()).hasSize(1);
    }

    @Test
    void whoHasGoneOnElsewhereMeanwhileDoesNotGiveUpTheCallHere() throws Exception {
        // Given
        TestMember other = TestMember.of("other", 1, loop);
        Member beside = new Member(other.id(), other.peer(), HERE, 1, 6, MemberState.ONLINE, RawJson.NULL);
        answers.add(new RoomAnswer.Joined(new Roster(1, 10, 10, List.of(moved(null), beside), RoomRules.OPEN)));
        rooms.join(other, QUEUE, RawJson.NULL, Grants.ALL.entry(QUEUE, RoomRules.OPEN))
                .await(5, TimeUnit.SECONDS);
        assertThat(next()).isInstanceOf(RoomRequest.Join.class);
        Promise<RoomAnswer> coming = onItsWay();
        loop.run(() -> memberships.release());

        // When
        loop.run(() -> coming.complete(new RoomAnswer.Joined(new Roster(2, 3, 3, List.of(seat(Standing.PLAIN))))));

        // Then
        assertThat(soon()).isNull();
    }
}
