package io.chappe.gateway.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.Call;
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
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;
import io.chappe.core.model.WaitingPlace;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.loop.EventLoops;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the sessions here hear of a room's lobby, and of what moderators do. */
@Timeout(20)
class RoomViewLobbyTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final EventLoop LOOP = loop();
    private static final RoomId ROOM = new RoomId("class");
    private static final NodeLife HOME = new NodeLife(new NodeId("here"), 1);
    private static final long HOUR_MS = 3_600_000;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final RoomView view = new RoomView(new RoomKey(TestMember.TENANT, ROOM), LOOP, gathered -> {});
    private final TestMember guest = member("guest", false);
    private final TestMember host = member("host", true);

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

    private TestMember member(String name, boolean moderator) {
        return TestMember.of(name, 1, LOOP).hearing(new Ear(name), moderator);
    }

    /** Writes down what one of them hears. */
    private final class Ear implements RoomListener {
        private final String name;

        Ear(String name) {
            this.name = name;
        }

        @Override
        public void changed(RoomId room, long version, List<byte[]> frames) {
            heard.add(name + " hears of version " + version);
        }

        @Override
        public void counted(RoomId room, long version, byte[] frame) {}

        @Override
        public void admitted(RoomId room, Roster roster) {
            heard.add(name + " is let in");
        }

        @Override
        public void waits(RoomId room, WaitingPlace place) {
            heard.add(name + " waits as " + place.position());
        }

        @Override
        public void called(RoomId room) {
            heard.add(name + " is called");
        }

        @Override
        public void answered(RoomId room, SessionId called, @Nullable LeaveReason left) {}

        @Override
        public void lobbyChanged(RoomId room, byte[] frame) {
            heard.add(name + " hears of the lobby");
        }

        @Override
        public void removed(RoomId room, LeaveReason reason) {
            heard.add(name + " is " + reason.wireName());
        }
    }

    private static Member seat(TestMember member, long version, Standing standing) {
        return new Member(member.id(), member.peer(), HOME, 1, version, MemberState.ONLINE, RawJson.NULL, standing);
    }

    private static Member in(TestMember member) {
        return seat(member, 1, Standing.PLAIN);
    }

    private static Member waiting(TestMember member, long version) {
        return seat(member, version, Standing.PLAIN.waiting());
    }

    private void hostAndGuest(Member guestsSeat) throws Exception {
        view.enter(new LocalSeat(host, 1));
        view.enter(new LocalSeat(guest, 2));
        view.replace(new Roster(1, 10, 10, List.of(in(host), guestsSeat)));
        settled();
        heard.clear();
    }

    /** What was heard until now. */
    private List<String> settled() throws Exception {
        LOOP.call(() -> io.vertx.core.Future.succeededFuture()).await(10, TimeUnit.SECONDS);
        return List.copyOf(heard);
    }

    private static RosterDelta leaving(Member member, LeaveReason reason, RoomRules rules) {
        return new RosterDelta(1, 11, List.of(), List.of(new RosterDelta.Departure(member, reason)), List.of(), rules);
    }

    private RoomRules ban(long forMs) {
        return RoomRules.OPEN.banned(guest.peer(), System.currentTimeMillis() + forMs, 0, 11);
    }

    @Test
    void whoIsLetInHearsOfItAndOthersHearThatItHasJoined() throws Exception {
        // Given
        hostAndGuest(waiting(guest, 10));

        // When
        view.apply(new RosterDelta(
                1, 11, List.of(), List.of(), List.of(waiting(guest, 10).admittedAt(11))));

        // Then
        assertThat(settled())
                .containsExactlyInAnyOrder(
                        "guest is let in",
                        "host hears of version 11",
                        "guest hears of version 11",
                        "host hears of the lobby");
    }

    @Test
    void whoIsCalledHearsOfItAndOthersDoNot() throws Exception {
        // Given
        Member seat = waiting(guest, 10);
        hostAndGuest(seat);
        Call call = Call.take(RoomId.reserved("a"), host.id(), Call.FOLLOWED);
        Member called = seat.withStanding(seat.standing().called(call));

        // When
        view.apply(new RosterDelta(1, 11, List.of(), List.of(), List.of(called)));

        // Then
        assertThat(settled()).containsExactlyInAnyOrder("guest is called", "host hears of the lobby");
    }

    @Test
    void whoIsBackWhenACallIsOverIsToldOfThoughNothingHasChanged() throws Exception {
        // Given
        Member seat = waiting(guest, 10);
        view.enter(new LocalSeat(host, 1));
        view.enter(new LocalSeat(guest, 2));
        view.replace(new Roster(1, 10, 10, List.of(in(host), seat), RoomRules.beginQueue(0)));
        Call call = Call.take(RoomId.reserved("a"), host.id(), System.currentTimeMillis() + 1_500);
        Member called = seat.withStanding(seat.standing().called(call));

        // When
        view.apply(new RosterDelta(1, 11, List.of(), List.of(), List.of(called)));

        // Then
        assertThat(settled()).containsExactlyInAnyOrder("guest is called", "host hears of the lobby");
        heard.clear();
        assertThat(List.of(heard(), heard())).containsExactlyInAnyOrder("guest waits as 1", "host hears of the lobby");
    }

    private String heard() throws Exception {
        return Objects.requireNonNull(heard.poll(5, TimeUnit.SECONDS));
    }

    @Test
    void whoWaitsHearsNothingOfTheRoom() throws Exception {
        // Given
        hostAndGuest(waiting(guest, 10));

        // When
        view.apply(new RosterDelta(1, 11, List.of(in(member("late", false))), List.of(), List.of()));

        // Then
        assertThat(settled()).containsExactly("host hears of version 11");
    }

    @Test
    void whoIsKickedIsOutBeforeOthersHear() throws Exception {
        // Given
        hostAndGuest(in(guest));

        // When
        view.apply(leaving(in(guest), LeaveReason.KICKED, ban(HOUR_MS)));

        // Then
        assertThat(settled()).containsExactly("guest is kicked", "host hears of version 11");
        assertThat(view.isHere(guest.id())).isFalse();
    }

    @Test
    void aKickThatNoEventToldIsFoundByTheBan() throws Exception {
        // Given
        hostAndGuest(in(guest));

        // When
        view.replace(new Roster(1, 12, 12, List.of(in(host)), ban(HOUR_MS)));

        // Then
        assertThat(settled()).contains("guest is kicked");
    }

    @Test
    void aDenialThatNoEventToldIsFoundByTheBan() throws Exception {
        // Given
        hostAndGuest(waiting(guest, 10));

        // When
        view.replace(new Roster(1, 12, 12, List.of(in(host)), ban(HOUR_MS)));

        // Then
        assertThat(settled()).contains("guest is denied");
    }

    @Test
    void whoIsMissingWithoutABanIsNotTakenForKicked() throws Exception {
        // Given
        hostAndGuest(in(guest));

        // When
        view.replace(new Roster(1, 12, 12, List.of(in(host)), ban(-1)));

        // Then
        assertThat(settled()).noneMatch(what -> what.startsWith("guest is"));
        assertThat(view.isHere(guest.id())).isTrue();
    }

    @Test
    void whomTheStoreDoesNotHaveThoughItWasToldIsOut() throws Exception {
        // Given
        hostAndGuest(in(guest));

        // When
        view.takeOutMissing(new Roster(1, 12, 12, List.of(in(host))));

        // Then
        assertThat(settled()).containsExactly("guest is lost");
        assertThat(view.isHere(guest.id())).isFalse();
        assertThat(view.isHere(host.id())).isTrue();
    }

    @Test
    void aCrowdAtTheDoorIsToldOfOnceASecond() throws Exception {
        // Given
        hostAndGuest(in(guest));

        // When
        for (int i = 0; i < 20; i++) {
            view.apply(new RosterDelta(
                    1, 11 + i, List.of(waiting(member("late-" + i, false), 11 + i)), List.of(), List.of()));
        }

        // Then
        assertThat(settled()).containsExactly("host hears of the lobby");
        assertThat(next("host hears of the lobby")).isTrue();
    }

    private boolean next(String what) throws Exception {
        heard.clear();
        return what.equals(heard.poll(5, TimeUnit.SECONDS));
    }

    @Test
    void whatIsPutBackHasItsStanding() throws Exception {
        // When
        hostAndGuest(waiting(guest, 10));

        // Then
        assertThat(view.heldSeats())
                .anyMatch(seat ->
                        seat.session().equals(guest.id()) && seat.standing().waits());
    }
}
