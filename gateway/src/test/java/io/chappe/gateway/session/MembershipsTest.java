package io.chappe.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
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
import io.chappe.core.model.RosterStamp;
import io.chappe.core.model.SessionId;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.loop.EventLoops;
import io.chappe.gateway.room.OpenRooms;
import io.chappe.gateway.room.RefusedException;
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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class MembershipsTest {
    private static final NodeLife HERE = new NodeLife(new NodeId("here"), 1);
    private static final RoomId ROOM = new RoomId("room");

    private static final Member ANN = new Member(
            new SessionId("session"), new PeerId("peer of session"), HERE, 2, 2, MemberState.ONLINE, RawJson.NULL);

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<RoomRequest.Leave> left = new LinkedBlockingQueue<>();
    private Future<RoomAnswer> answer = Future.failedFuture(RefusedException.unavailable("away"));
    private EventLoop loop;
    private Memberships memberships;

    /** A store that is away, at first. */
    private final class Away implements RoomServices {
        @Override
        public NodeLife home() {
            return HERE;
        }

        @Override
        public Future<RoomAnswer> ask(RoomKey room, RoomRequest request) {
            return answer;
        }

        @Override
        public void farewell(RoomRequest.Leave leave, Consumer<RoomAnswer> heard) {
            left.add(leave);
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
        TestMember ann = TestMember.of("session", 2, loop);
        Rooms rooms = new Rooms(loops, new Away(), OpenRooms.SETTINGS, new RosterMeters(new SimpleMeterRegistry()));
        memberships = new Memberships(
                ann, Grants.ALL, new Line(ann.id(), loop, false), rooms, Watching.nobody(loops, ann.tenant()));
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private void takenUpInVain() throws Exception {
        CompletableFuture<Boolean> failed = new CompletableFuture<>();
        loop.run(() -> memberships.takeUp(List.of(ROOM)).onComplete(done -> failed.complete(done.failed())));
        assertThat(failed.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aRoomThatCouldNotBeAskedHearsOfTheEnd() throws Exception {
        // Given
        takenUpInVain();

        // When
        loop.run(() -> memberships.end(LeaveReason.LOST));

        // Then
        RoomRequest.Leave leave = Objects.requireNonNull(left.poll(5, TimeUnit.SECONDS));
        assertThat(leave.room().room()).isEqualTo(ROOM);
        assertThat(leave.generation()).isEqualTo(2);
    }

    @Test
    void aRoomThatLetsItInAfterItsEndHearsOfTheEnd() throws Exception {
        // Given
        Promise<RoomAnswer> late = Promise.promise();
        answer = late.future();
        loop.run(() -> memberships.join(ROOM, RawJson.NULL, JoinOutcome.UNTOLD));
        loop.run(() -> memberships.end(LeaveReason.LEFT));

        // When
        loop.run(() -> late.complete(new RoomAnswer.Joined(new Roster(1, 2, 2, List.of(ANN)))));

        // Then
        RoomRequest.Leave leave = Objects.requireNonNull(left.poll(5, TimeUnit.SECONDS));
        assertThat(leave.room().room()).isEqualTo(ROOM);
        assertThat(leave.reason()).isEqualTo(LeaveReason.LEFT);
    }

    @Test
    void butNotOfASessionThatGoesOnElsewhere() throws Exception {
        // Given
        takenUpInVain();

        // When
        loop.run(() -> memberships.release());

        // Then
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        loop.queue(() -> done.complete(true));
        assertThat(done.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(left).isEmpty();
    }
}
