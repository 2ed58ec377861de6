package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.Entry;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.SessionId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What every store has to do about a room whose members move, or are lost. */
public abstract class RoomMovesContract extends StoreContract {
    private static final PeerId PEER = new PeerId("peer");

    @Test
    void aMoveKeepsTheMembersPlaceAndIsNotShown() {
        // Given
        Ticket old = ticket(a, new Place.Room(room));
        await(stores.rooms().join(room, newcomer(s1), old, LIMIT, 1_000));
        Roster before = join(s2, a);
        Member member = Objects.requireNonNull(before.member(s1));

        // When
        JoinResult result = move(s1, b, 2);

        // Then
        Roster after = Objects.requireNonNull(result.roster());
        assertThat(delta(result.change()).updated()).containsExactly(member.movedTo(b, 2));
        assertThat(after.member(s1)).isEqualTo(member.movedTo(b, 2));
        assertThat(after.version()).isEqualTo(before.version() + 1);
        assertThat(after.shownVersion()).isEqualTo(before.version());
        assertThat(after.stamp()).isEqualTo(before.after(delta(result.change())).stamp());
        assertThat(await(stores.rooms().stamp(room))).isEqualTo(after.stamp());
        assertThat(result.change().nodes()).containsExactlyInAnyOrder(a.node(), b.node());
        assertThat(result.change().released()).containsExactly(old.hold());
    }

    @Test
    void aMoveThatIsAskedAgainChangesNothing() {
        // Given
        join(s1, a);
        Roster moved = Objects.requireNonNull(move(s1, b, 2).roster());
        Ticket again = ticket(b, new Place.Room(room));

        // When
        JoinResult result = await(stores.rooms().move(room, s1, 2, again, 1_000));

        // Then
        assertThat(Objects.requireNonNull(result.roster()).stamp()).isEqualTo(moved.stamp());
        assertThat(result.change().delta()).isNull();
        assertThat(result.change().released()).containsExactly(again.hold());
    }

    @Test
    void aMoveOfALowerGenerationIsRefused() {
        // Given
        join(s1, a);
        Roster moved = Objects.requireNonNull(move(s1, b, 3).roster());
        Ticket late = ticket(a, new Place.Room(room));

        // When
        JoinResult result = await(stores.rooms().move(room, s1, 2, late, 1_000));

        // Then
        assertThat(result.roster()).isNull();
        assertThat(result.change().verdict()).isEqualTo(Verdict.SUPERSEDED);
        assertThat(result.change().released()).containsExactly(late.hold());
        assertThat(await(stores.rooms().stamp(room))).isEqualTo(moved.stamp());
    }

    @Test
    void whoIsNoMemberCannotMove() {
        // Given
        join(s1, a);
        Ticket ticket = ticket(b, new Place.Room(room));

        // When
        JoinResult result = await(stores.rooms().move(room, s2, 2, ticket, 1_000));

        // Then
        assertThat(result.change().verdict()).isEqualTo(Verdict.ABSENT);
        assertThat(result.change().released()).containsExactly(ticket.hold());
    }

    @Test
    void whatALostGatewayStillDoesForASessionIsRefused() {
        // Given
        join(s1, a);
        Roster moved = Objects.requireNonNull(move(s1, b, 2).roster());

        // When
        List<RoomChange> late = List.of(
                await(stores.rooms().join(room, newcomer(s1), ticket(a, new Place.Room(room)), LIMIT, 1_000))
                        .change(),
                await(stores.rooms().mark(room, s1, 1, MemberState.RECONNECTING)),
                await(stores.rooms().update(room, s1, 1, RawJson.of("2"))),
                await(stores.rooms().leave(room, s1, new Step(1, 9), LeaveReason.LOST)),
                await(stores.rooms().leave(room, s1, new Step(1, Step.UNNUMBERED), LeaveReason.LOST)));

        // Then
        assertThat(late).extracting(RoomChange::verdict).containsOnly(Verdict.SUPERSEDED);
        assertThat(await(stores.rooms().stamp(room))).isEqualTo(moved.stamp());
    }

    @Test
    void aJoinOfAHigherGenerationMovesWhoIsInAlready() {
        // Given
        Roster before = join(s1, a);
        Newcomer resumed = new Newcomer(s1, PEER, new Step(2, 1), RawJson.of("2"), Entry.PLAIN);

        // When
        JoinResult result = await(stores.rooms().join(room, resumed, ticket(b, new Place.Room(room)), LIMIT, 1_000));

        // Then
        assertThat(delta(result.change()).updated())
                .containsExactly(Objects.requireNonNull(before.member(s1)).movedTo(b, 2));
    }

    @Test
    void aMarkIsShownOnce() {
        // Given
        Roster before = join(s1, a);

        // When
        RoomChange marked = await(stores.rooms().mark(room, s1, 1, MemberState.RECONNECTING));
        RoomChange again = await(stores.rooms().mark(room, s1, 1, MemberState.RECONNECTING));
        RoomChange stranger = await(stores.rooms().mark(room, s2, 1, MemberState.RECONNECTING));

        // Then
        Roster after = Objects.requireNonNull(await(stores.rooms().roster(room)));
        assertThat(delta(marked).updated())
                .containsExactly(Objects.requireNonNull(before.member(s1)).withState(MemberState.RECONNECTING));
        assertThat(after.shownVersion()).isEqualTo(before.version() + 1);
        assertThat(after.stamp()).isEqualTo(before.after(delta(marked)).stamp());
        assertThat(again.delta()).isNull();
        assertThat(stranger.verdict()).isEqualTo(Verdict.ABSENT);
    }

    @Test
    void whoComesBackIsShownOnline() {
        // Given
        join(s1, a);
        await(stores.rooms().mark(room, s1, 1, MemberState.RECONNECTING));

        // When
        Roster after = Objects.requireNonNull(move(s1, b, 2).roster());

        // Then
        assertThat(Objects.requireNonNull(after.member(s1)).state()).isEqualTo(MemberState.ONLINE);
        assertThat(after.shownVersion()).isEqualTo(after.version());
    }

    @Test
    void aLostNodesMembersAreShownAsReconnectingInOneChange() {
        // Given
        join(s1, a);
        join(s2, a);
        Roster before = join(new SessionId("s3"), b);

        // When
        RoomLoss loss = await(stores.rooms().lose(room, a));
        RoomLoss again = await(stores.rooms().lose(room, a));

        // Then
        assertThat(delta(loss.change()).version()).isEqualTo(before.version() + 1);
        assertThat(delta(loss.change()).updated()).extracting(Member::session).containsExactlyInAnyOrder(s1, s2);
        assertThat(delta(loss.change()).updated()).extracting(Member::state).containsOnly(MemberState.RECONNECTING);
        assertThat(loss.change().released()).isEmpty();
        assertThat(loss.seats()).extracting(LostSeat::session).containsExactlyInAnyOrder(s1, s2);
        assertThat(again.change().delta()).isNull();
        assertThat(again.seats()).containsExactlyInAnyOrderElementsOf(loss.seats());
        assertThat(before.after(delta(loss.change())).stamp())
                .isEqualTo(await(stores.rooms().stamp(room)));
    }

    @Test
    void whoHasMovedIsNotLostWithItsOldNode() {
        // Given
        join(s1, a);
        Roster moved = Objects.requireNonNull(move(s1, b, 2).roster());

        // When
        RoomLoss loss = await(stores.rooms().lose(room, a));

        // Then
        assertThat(loss.change().delta()).isNull();
        assertThat(loss.seats()).isEmpty();
        assertThat(await(stores.rooms().stamp(room))).isEqualTo(moved.stamp());
    }

    @Test
    void sessionsThatHaveEndedLeaveInOneChangeAndDoNotComeBack() {
        // Given
        join(s1, a);
        join(s2, a);
        SessionId movedOn = new SessionId("s3");
        join(movedOn, a);
        Roster before = Objects.requireNonNull(move(movedOn, b, 2).roster());

        // When
        RoomChange change = await(stores.rooms().leaveAll(room, Map.of(s1, 1L, s2, 1L, movedOn, 1L), LeaveReason.LOST));
        RoomChange again = await(stores.rooms().leaveAll(room, Map.of(s1, 1L, s2, 1L), LeaveReason.LOST));
        JoinResult late = await(stores.rooms()
                .join(
                        room,
                        new Newcomer(s1, PEER, new Step(1, 99), RawJson.NULL, Entry.PLAIN),
                        ticket(a, new Place.Room(room)),
                        9,
                        1_000));

        // Then
        assertThat(delta(change).version()).isEqualTo(before.version() + 1);
        assertThat(delta(change).left())
                .extracting(departure -> departure.member().session())
                .containsExactlyInAnyOrder(s1, s2);
        assertThat(change.released()).hasSize(2);
        assertThat(change.nodes()).containsExactly(b.node());
        assertThat(again.delta()).isNull();
        assertThat(late.change().verdict()).isEqualTo(Verdict.SUPERSEDED);
    }

    private static Newcomer newcomer(SessionId session) {
        return new Newcomer(session, PEER, new Step(1, 1), RawJson.of("{\"n\":1}"), Entry.PLAIN);
    }

    private Roster join(SessionId session, NodeLife home) {
        Ticket ticket = ticket(home, new Place.Room(room));
        return Objects.requireNonNull(await(stores.rooms().join(room, newcomer(session), ticket, LIMIT, 1_000))
                .roster());
    }

    private JoinResult move(SessionId session, NodeLife home, long generation) {
        return await(stores.rooms().move(room, session, generation, ticket(home, new Place.Room(room)), 1_000));
    }

    private static RosterDelta delta(RoomChange change) {
        return Objects.requireNonNull(change.delta());
    }
}
