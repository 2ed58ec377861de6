package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.core.model.Entry;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every store has to do about rooms. */
public abstract class RoomStoreContract extends StoreContract {
    @Test
    void tellsTheRosterOfAsManySeatsAsAreAskedFor() {
        // Given
        join(s1, a);

        // When
        JoinResult tooMany =
                await(stores.rooms().join(room, newcomer(s2, 1, 1), ticket(a, new Place.Room(room)), LIMIT, 1));
        JoinResult asMany = await(stores.rooms().move(room, s2, 2, ticket(b, new Place.Room(room)), 2));

        // Then
        assertThat(tooMany.roster()).isNull();
        assertThat(tooMany.change().delta()).isNotNull();
        assertThat(rosterOf(asMany).members()).hasSize(2);
    }

    @Test
    void theFirstOneInARoomSeesItself() {
        // Given
        long before = NOW.get() * 1000;

        // When
        JoinResult result = join(s1, a);

        // Then
        Roster roster = rosterOf(result);
        assertThat(roster.members())
                .containsExactly(new Member(
                        s1,
                        new PeerId("peer of s1"),
                        a,
                        1,
                        roster.version(),
                        MemberState.ONLINE,
                        RawJson.of("{\"n\":1}")));
        assertThat(roster.version()).isGreaterThan(before).isLessThan(before + 1000);
        assertThat(result.change().delta())
                .isEqualTo(new RosterDelta(
                        roster.incarnation(), roster.version(), List.copyOf(roster.members()), List.of(), List.of()));
        assertThat(result.change().nodes()).containsExactly(a.node());
        assertThat(result.change().released()).isEmpty();
    }

    @Test
    void theNextOneMakesTheNextVersionOfTheSameRoom() {
        // Given
        Roster first = rosterOf(join(s1, a));

        // When
        JoinResult second = join(s2, b);

        // Then
        assertThat(first.isFollowedBy(delta(second.change()))).isTrue();
        assertThat(rosterOf(second).stamp())
                .isEqualTo(first.after(delta(second.change())).stamp());
        assertThat(second.change().nodes()).containsExactlyInAnyOrder(a.node(), b.node());
        assertThat(await(stores.rooms().stamp(room))).isEqualTo(rosterOf(second).stamp());
        assertThat(Objects.requireNonNull(await(stores.rooms().roster(room))).stamp())
                .isEqualTo(rosterOf(second).stamp());
    }

    @Test
    void whoIsInAlreadyKeepsItsPlaceAndItsOldHold() {
        // Given
        Roster first = rosterOf(join(s1, a));
        Ticket again = ticket(a, new Place.Room(room));

        // When
        JoinResult result = await(stores.rooms()
                .join(
                        room,
                        new Newcomer(s1, new PeerId("other"), new Step(1, 2), RawJson.of("2"), Entry.PLAIN),
                        again,
                        LIMIT,
                        1_000));

        // Then
        assertThat(rosterOf(result).stamp()).isEqualTo(first.stamp());
        assertThat(result.change().delta()).isNull();
        assertThat(result.change().released()).containsExactly(again.hold());
    }

    @Test
    void aFullRoomTakesNoMoreButLetsItsMembersIn() {
        // Given
        join(s1, a);
        join(s2, a);
        join(new SessionId("s3"), a);
        Ticket ticket = ticket(b, new Place.Room(room));

        // When
        JoinResult result = await(stores.rooms().join(room, newcomer(new SessionId("s4"), 1, 1), ticket, LIMIT, 1_000));

        // Then
        assertThat(result.roster()).isNull();
        assertThat(result.change().verdict()).isEqualTo(Verdict.FULL);
        assertThat(result.change().delta()).isNull();
        assertThat(result.change().released()).containsExactly(ticket.hold());
        assertThat(join(s1, a).roster()).isNotNull();
    }

    @Test
    void namesOfTwoTenantsAreTwoRooms() {
        // Given
        join(s1, a);
        RoomKey foreign =
                new RoomKey(new TenantId("acm"), new RoomId("e" + room.room().value()));

        // When
        Roster roster = await(stores.rooms().roster(foreign));

        // Then
        assertThat(roster).isNull();
    }

    @Test
    void leavingComparesTheGeneration() {
        // Given
        Ticket ticket = ticket(a, new Place.Room(room));
        Roster first = rosterOf(await(stores.rooms().join(room, newcomer(s1, 2, 1), ticket, LIMIT, 1_000)));
        join(s2, b);

        // When
        RoomChange late = await(stores.rooms().leave(room, s1, new Step(1, 900), LeaveReason.LEFT));
        RoomChange own = await(stores.rooms().leave(room, s1, new Step(2, 2), LeaveReason.LEFT));
        RoomChange again = await(stores.rooms().leave(room, s1, new Step(2, 2), LeaveReason.LEFT));

        // Then
        assertThat(late.verdict()).isEqualTo(Verdict.SUPERSEDED);
        assertThat(late.delta()).isNull();
        assertThat(delta(own).left())
                .containsExactly(new RosterDelta.Departure(Objects.requireNonNull(first.member(s1)), LeaveReason.LEFT));
        assertThat(delta(own).version()).isEqualTo(first.version() + 2);
        assertThat(own.nodes()).containsExactly(b.node());
        assertThat(own.released()).containsExactly(ticket.hold());
        assertThat(again).isEqualTo(new RoomChange(Verdict.ABSENT, null, Set.of(b.node()), List.of()));
    }

    @Test
    void aTombstoneBeatsAJoinThatComesLate() {
        // Given
        join(s1, a, 1, 1);
        await(stores.rooms().leave(room, s1, new Step(1, 2), LeaveReason.LEFT));
        Ticket ticket = ticket(a, new Place.Room(room));

        // When
        JoinResult late = await(stores.rooms().join(room, newcomer(s1, 1, 1), ticket, LIMIT, 1_000));

        // Then
        assertThat(late.roster()).isNull();
        assertThat(late.change().verdict()).isEqualTo(Verdict.SUPERSEDED);
        assertThat(late.change().released()).containsExactly(ticket.hold());
        assertThat(await(stores.rooms().roster(room))).isNull();
    }

    @Test
    void aLeaveThatOvertakesItsJoinWins() {
        // Given
        await(stores.rooms().leave(room, s1, new Step(1, 2), LeaveReason.LEFT));

        // When
        JoinResult late = join(s1, a, 1, 1);

        // Then
        assertThat(late.change().verdict()).isEqualTo(Verdict.SUPERSEDED);
    }

    @Test
    void whoHasLeftMayJoinAfresh() {
        // Given
        join(s1, a, 1, 1);
        await(stores.rooms().leave(room, s1, new Step(1, 2), LeaveReason.LEFT));

        // When
        JoinResult fresh = join(s1, a, 1, 3);
        RoomChange lateLeave = await(stores.rooms().leave(room, s1, new Step(1, 2), LeaveReason.LEFT));

        // Then
        assertThat(rosterOf(fresh).members()).hasSize(1);
        assertThat(lateLeave.verdict()).isEqualTo(Verdict.SUPERSEDED);
        assertThat(await(stores.rooms().roster(room))).isNotNull();
    }

    @Test
    void aNewGenerationCountsItsStepsAnew() {
        // Given
        join(s1, a, 1, 8);
        await(stores.rooms().leave(room, s1, new Step(1, 9), LeaveReason.LEFT));

        // When
        JoinResult resumed = join(s1, b, 2, 1);

        // Then
        assertThat(resumed.change().verdict()).isEqualTo(Verdict.DONE);
    }

    @Test
    void aTombstoneCrumblesAfterTenMinutes() {
        // Given
        await(stores.rooms().leave(room, s1, new Step(1, 2), LeaveReason.LEFT));
        NOW.addAndGet(600_001);

        // When
        JoinResult late = join(s1, a, 1, 1);

        // Then
        assertThat(late.change().verdict()).isEqualTo(Verdict.DONE);
    }

    @Test
    void ofVeryManyTombstonesTheOldestGo() {
        // Given
        LongStream.rangeClosed(0, 1000)
                .forEach(i ->
                        await(stores.rooms().leave(room, new SessionId("left" + i), new Step(1, 2), LeaveReason.LEFT)));

        // When
        JoinResult oldest = join(new SessionId("left0"), a, 1, 1);
        JoinResult next = join(new SessionId("left1"), a, 1, 1);

        // Then
        assertThat(oldest.change().verdict()).isEqualTo(Verdict.DONE);
        assertThat(next.change().verdict()).isEqualTo(Verdict.SUPERSEDED);
    }

    @Test
    void anUnnumberedLeaveLeavesNoTombstone() {
        // Given
        join(s1, a, 1, 5);

        // When
        RoomChange disowned = await(stores.rooms().leave(room, s1, new Step(1, Step.UNNUMBERED), LeaveReason.LOST));

        // Then
        assertThat(delta(disowned).left()).hasSize(1);
        assertThat(join(s1, a, 1, 4).change().verdict()).isEqualTo(Verdict.DONE);
    }

    @Test
    void aRoomWithTombstonesOnlyIsAbsentAndItsVersionNeverGoesBack() {
        // Given
        join(s1, a, 1, 1);
        for (int i = 0; i < 1001; i++) {
            await(stores.rooms().update(room, s1, 1, RawJson.of(Integer.toString(i))));
        }
        RoomChange last = await(stores.rooms().leave(room, s1, new Step(1, 2), LeaveReason.LEFT));

        // When
        Roster gone = await(stores.rooms().roster(room));

        // Then
        assertThat(gone).isNull();
        assertThat(await(stores.rooms().stamp(room))).isNull();
        assertThat(await(stores.rooms().stamp(new RoomKey(room.tenant(), new RoomId("never")))))
                .isNull();
        assertThat(rosterOf(join(s1, a, 1, 3)).version())
                .isGreaterThan(delta(last).version());
    }

    @Test
    void onlyAMemberUpdatesAndOnlyWithSomethingNew() {
        // Given
        Member member = Objects.requireNonNull(rosterOf(join(s1, a, 2, 1)).member(s1));
        RawJson meta = RawJson.of("{\"n\":2}");

        // When
        RoomChange stranger = await(stores.rooms().update(room, s2, 1, meta));
        RoomChange late = await(stores.rooms().update(room, s1, 1, meta));
        RoomChange own = await(stores.rooms().update(room, s1, 2, meta));
        RoomChange again = await(stores.rooms().update(room, s1, 2, meta));

        // Then
        assertThat(stranger.verdict()).isEqualTo(Verdict.ABSENT);
        assertThat(late.verdict()).isEqualTo(Verdict.SUPERSEDED);
        assertThat(delta(own).updated()).containsExactly(member.withMeta(meta));
        assertThat(again.delta()).isNull();
        assertThat(await(stores.rooms().stamp(room)))
                .isEqualTo(Objects.requireNonNull(await(stores.rooms().roster(room)))
                        .stamp());
    }

    @Test
    void aTicketThatIsTooOldIsRefused() {
        // Given
        join(s2, b);
        Ticket forJoin = ticket(a, new Place.Room(room));
        Ticket forMove = ticket(a, new Place.Room(room));

        // When
        NOW.addAndGet(Ticket.VALID_MS + 1);

        // Then
        assertThatThrownBy(() -> await(stores.rooms().join(room, newcomer(s1, 1, 1), forJoin, LIMIT, 1_000)))
                .hasMessageContaining("too late");
        assertThatThrownBy(() -> await(stores.rooms().move(room, s2, 2, forMove, 1_000)))
                .hasMessageContaining("too late");
        assertThat(Objects.requireNonNull(await(stores.rooms().roster(room))).members())
                .hasSize(1);
    }

    private Newcomer newcomer(SessionId session, long generation, long sequence) {
        return new Newcomer(
                session,
                new PeerId("peer of " + session),
                new Step(generation, sequence),
                RawJson.of("{\"n\":1}"),
                Entry.PLAIN);
    }

    private JoinResult join(SessionId session, NodeLife home) {
        return join(session, home, 1, 1);
    }

    private JoinResult join(SessionId session, NodeLife home, long generation, long sequence) {
        Ticket ticket = ticket(home, new Place.Room(room));
        return await(stores.rooms().join(room, newcomer(session, generation, sequence), ticket, LIMIT, 1_000));
    }

    private static Roster rosterOf(JoinResult result) {
        return Objects.requireNonNull(result.roster());
    }

    private static RosterDelta delta(RoomChange change) {
        return Objects.requireNonNull(change.delta());
    }
}
