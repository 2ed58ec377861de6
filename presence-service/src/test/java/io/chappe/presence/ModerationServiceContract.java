package io.chappe.presence;

import static io.chappe.presence.Await.await;
import static io.chappe.presence.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.bus.RosterEvent;
import io.chappe.core.model.Entry;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.Moderation.Action;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;
import io.chappe.presence.store.Place;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What gateways may expect of the room services about lobbies and moderators. */
abstract class ModerationServiceContract extends ServicesFixture {
    private static final RoomRules LOBBY = RoomRules.begin(1, true);
    private static final Entry HOST = new Entry(new Standing(false, true, RawJson.NULL), true, LOBBY);
    private static final Entry GUEST = new Entry(Standing.PLAIN, false, LOBBY);

    @Test
    void theGatewayOfOneWhoIsKickedIsToldThoughNobodyIsLeftThere() {
        // Given
        await(a.join(services.get(0), room, "host", HOST));
        await(b.join(services.get(1), room, "guest", GUEST));
        until(() -> a.rosterEvents.size() == 1);

        // When
        RoomAnswer kicked = await(moderate(Action.KICK, "guest", 1));

        // Then
        until(() -> b.rosterEvents.size() == 1);
        assertThat(b.rosterEvents).extracting(RosterEvent::delta).containsExactly(deltaOf(kicked));
        assertThat(deltaOf(kicked).left())
                .extracting(RosterDelta.Departure::reason)
                .containsExactly(LeaveReason.KICKED);
        assertThat(a.rosterEvents).as("the asker is answered").hasSize(1);
        until(() -> holdsIn(b, new Place.Room(room)) == 0);
    }

    @Test
    void aKickLastsForAMinuteAtLeastAndADayAtMost() {
        // Given
        await(a.join(services.get(0), room, "host", HOST));
        await(b.join(services.get(1), room, "guest", GUEST));
        await(b.join(services.get(1), room, "other", GUEST));

        // When
        RosterDelta first = deltaOf(await(moderate(Action.KICK, "guest", 1)));
        RosterDelta second = deltaOf(await(moderate(Action.KICK, "other", Long.MAX_VALUE)));

        // Then
        assertThat(banOf(first, "guest")).isBetween(60_000L, 90_000L);
        assertThat(banOf(second, "other")).isBetween(86_400_000L, 86_430_000L);
    }

    /** In ms since the room has begun, of which its versions tell. */
    private long banOf(RosterDelta delta, String session) {
        PeerId peer = a.keyOf(session).peer();
        RoomRules rules = Objects.requireNonNull(delta.rules());
        return Objects.requireNonNull(rules.bans().get(peer)) - delta.version() / 1_000;
    }

    @Test
    void aClientIsToldWhyItIsNotLetIn() {
        // When
        RoomAnswer closed =
                await(b.join(services.get(0), room, "guest", new Entry(Standing.PLAIN, false, RoomRules.OPEN)));
        await(a.join(services.get(0), room, "host", HOST));
        RoomAnswer full = await(b.join(services.get(0), room, "second", HOST));
        await(b.join(services.get(0), room, "pest", GUEST));
        await(moderate(Action.DENY, "pest", 60_000));
        RoomAnswer banned = await(b.join(services.get(0), room, "pest", GUEST));
        await(moderate(Action.LOCK, null, 0));
        RoomAnswer locked = await(b.join(services.get(0), room, "guest", GUEST));

        // Then
        assertThat(List.of(closed, full, banned, locked))
                .extracting(answer -> ((RoomAnswer.Refused) answer).code())
                .containsExactly(ErrorCode.CLOSED, ErrorCode.ROOM_FULL, ErrorCode.FORBIDDEN, ErrorCode.ROOM_LOCKED);
        until(() -> List.of("guest", "second").stream().allMatch(this::isInNoRoom));
        until(() -> holdsIn(b, new Place.Room(room)) == 0);
    }

    /** That the record of a session does not name a room into which it was not let. */
    private boolean isInNoRoom(String session) {
        return Objects.requireNonNull(await(stores.peers().locate(b.keyOf(session), new SessionId(session), 0)))
                .rooms()
                .isEmpty();
    }

    @Test
    void aModeratorIsToldWhatCannotBeDone() {
        // Given
        RoomAnswer early = await(moderate(Action.LOCK, null, 0));
        await(a.join(services.get(0), room, "host", HOST));
        await(b.join(services.get(0), room, "guest", GUEST));

        // When
        RoomAnswer full = await(moderate(Action.ADMIT, "guest", 0));
        RoomAnswer stranger = await(moderate(Action.KICK, "stranger", 0));
        RoomAnswer inside = await(moderate(Action.DENY, "host", 0));
        RoomAnswer unlocked = await(moderate(Action.UNLOCK, null, 0));

        // Then
        assertThat(List.of(early, full, stranger, inside))
                .extracting(answer -> ((RoomAnswer.Refused) answer).code())
                .containsExactly(
                        ErrorCode.NOT_IN_ROOM,
                        ErrorCode.ROOM_FULL,
                        ErrorCode.NO_SUCH_SESSION,
                        ErrorCode.NO_SUCH_SESSION);
        assertThat(unlocked).as("it is so already").isEqualTo(new RoomAnswer.Changed(null));
    }

    @Test
    void aModeratorWhoseSessionHasMovedIsSupersededWhereItWas() {
        // Given
        await(a.join(services.get(0), room, "host", HOST));
        PeerId peer = a.keyOf("host").peer();
        await(b.ask(services.get(0), new RoomRequest.Move(room, new SessionId("host"), peer, b.life, 2, false)));

        // When
        RoomAnswer late = await(moderate(Action.LOCK, null, 0));

        // Then
        assertThat(late).isEqualTo(new RoomAnswer.Superseded());
    }

    @Test
    void aGatewayPutsBackARoomWithItsLobbyAndItsRules() {
        // Given
        await(a.online(services.get(0), a.keyOf("host"), "host"));
        await(a.online(services.get(0), a.keyOf("guest"), "guest"));
        RoomRules rules = LOBBY.locked(true, 5);

        // When
        RoomAnswer restored = await(a.ask(
                services.get(0),
                new RoomRequest.RestoreSeats(
                        room,
                        a.life,
                        6,
                        List.of(seat("host", HOST.standing()), seat("guest", Standing.PLAIN.waiting())),
                        rules)));

        // Then
        assertThat(deltaOf(restored).rules()).isEqualTo(rules);
        assertThat(memberOf("host").standing()).isEqualTo(HOST.standing());
        assertThat(Objects.requireNonNull(await(stores.rooms().roster(room))).waiting(0))
                .hasSize(1);
    }

    private RoomRequest.HeldSeat seat(String session, Standing standing) {
        return new RoomRequest.HeldSeat(
                new SessionId(session), a.keyOf(session).peer(), 1, 1, MemberState.ONLINE, RawJson.NULL, standing);
    }

    private Future<RoomAnswer> moderate(Action action, @Nullable String target, long banMs) {
        Moderation moderation = new Moderation(action, target == null ? null : new SessionId(target), banMs);
        return a.ask(services.get(2), new RoomRequest.Moderate(room, new SessionId("host"), a.life, 1, moderation));
    }
}
