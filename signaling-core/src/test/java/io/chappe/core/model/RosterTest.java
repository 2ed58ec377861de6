package io.chappe.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RosterTest {
    private static final long ROOM = 42;
    private static final long NOW = 1_000;
    private static final NodeLife HERE = new NodeLife(new NodeId("gateway-0"), 1);
    private static final NodeLife THERE = new NodeLife(new NodeId("gateway-1"), 1);
    private static final Member ANN = member("s-ann", "ann", HERE);
    private static final Member BOB = member("s-bob", "bob", THERE);
    private static final Member BOBS_PHONE = member("s-bob-2", "bob", HERE);

    @Test
    void membersAreFoundBySessionPeerAndNode() {
        // When
        Roster roster = new Roster(ROOM, 3, 2, List.of(ANN, BOB, BOBS_PHONE));

        // Then
        assertThat(roster.member(BOB.session())).isEqualTo(BOB);
        assertThat(roster.member(new SessionId("nobody"))).isNull();
        assertThat(roster.ofPeer(BOB.peer())).containsExactlyInAnyOrder(BOB, BOBS_PHONE);
        assertThat(roster.ofPeer(new PeerId("nobody"))).isEmpty();
        assertThat(roster.nodes()).containsExactly(HERE.node(), THERE.node());
        assertThat(roster.sessionsOn(HERE.node())).containsExactlyInAnyOrder(ANN.session(), BOBS_PHONE.session());
    }

    @Test
    void aDeltaJoinsRemovesAndUpdates() {
        // Given
        Roster before = new Roster(ROOM, 3, 2, List.of(ANN, BOB));
        Member updated = ANN.withMeta(RawJson.of("{\"name\":\"Ann\"}"));
        RosterDelta delta = new RosterDelta(
                ROOM,
                4,
                List.of(BOBS_PHONE),
                List.of(new RosterDelta.Departure(BOB, LeaveReason.LOST)),
                List.of(updated));

        // When
        Roster after = before.after(delta);

        // Then
        assertThat(after.version()).isEqualTo(4);
        assertThat(after.members()).containsExactlyInAnyOrder(updated, BOBS_PHONE);
        assertThat(after.nodes()).containsExactly(HERE.node());
        assertThat(before.members()).containsExactlyInAnyOrder(ANN, BOB);
    }

    @Test
    void onlyTheVeryNextChangeOfTheSameRoomFollows() {
        // Given
        Roster roster = new Roster(ROOM, 3, 2, List.of(ANN));

        // Then
        assertThat(roster.isFollowedBy(change(ROOM, 4))).isTrue();
        assertThat(roster.isFollowedBy(change(ROOM, 3))).isFalse();
        assertThat(roster.isFollowedBy(change(ROOM, 5))).isFalse();
        assertThat(roster.isFollowedBy(change(ROOM + 1, 4))).isFalse();
    }

    @Test
    void theDigestAsksNeitherForOrderNorForHistory() {
        // Given
        List<Member> members = IntStream.range(0, 100)
                .mapToObj(i -> member("s-" + i, "p-" + i, HERE))
                .collect(Collectors.toCollection(ArrayList::new));
        Roster grown = new Roster(ROOM, 0, 0, List.of());
        for (Member member : members) {
            grown = grown.after(new RosterDelta(ROOM, grown.version() + 1, List.of(member), List.of(), List.of()));
        }
        Collections.shuffle(members, new Random(4));

        // When
        Roster fetched = new Roster(ROOM, grown.version(), grown.version(), members);

        // Then
        assertThat(fetched.stamp()).isEqualTo(grown.stamp());
    }

    @Test
    void theDigestTellsWhoAndWhatFromEachOther() {
        // Given
        Roster roster = new Roster(ROOM, 3, 2, List.of(ANN, BOB));

        // When
        List<Roster> others = List.of(
                new Roster(ROOM, 3, 2, List.of(ANN)),
                new Roster(ROOM, 3, 2, List.of(ANN, BOBS_PHONE)),
                new Roster(ROOM, 3, 2, List.of(ANN, BOB.withMeta(RawJson.of("{}")))),
                new Roster(ROOM, 3, 2, List.of(ANN, BOB.withState(MemberState.RECONNECTING))),
                new Roster(ROOM, 3, 2, List.of(ANN, BOB.movedTo(HERE, 2))),
                new Roster(ROOM, 3, 2, List.of()));

        // Then
        assertThat(others)
                .extracting(other -> other.stamp().digest())
                .doesNotContain(roster.stamp().digest())
                .doesNotHaveDuplicates();
    }

    @Test
    void aMoveIsAChangeThatClientsDoNotSee() {
        // Given
        Roster before = new Roster(ROOM, 3, 2, List.of(ANN, BOB));
        Member moved = BOB.movedTo(HERE, 2);
        RosterDelta delta = new RosterDelta(ROOM, 4, List.of(), List.of(), List.of(moved));

        // When
        Roster after = before.after(delta);

        // Then
        assertThat(before.shown(delta).isEmpty()).isTrue();
        assertThat(after.member(BOB.session())).isEqualTo(moved);
        assertThat(after.nodes()).containsExactly(HERE.node());
        assertThat(after.version()).isEqualTo(4);
        assertThat(after.shownVersion()).isEqualTo(2);
    }

    @Test
    void ofManyChangesClientsAreToldThoseThatTheySee() {
        // Given
        Roster before = new Roster(ROOM, 3, 2, List.of(ANN, BOB, BOBS_PHONE));
        Member marked = BOBS_PHONE.withState(MemberState.RECONNECTING);
        RosterDelta delta = new RosterDelta(ROOM, 4, List.of(), List.of(), List.of(BOB.movedTo(HERE, 2), marked));

        // When
        RosterDelta shown = before.shown(delta);

        // Then
        assertThat(shown.updated()).containsExactly(marked);
        assertThat(before.after(delta).shownVersion()).isEqualTo(4);
        assertThat(before.after(delta).shown(delta).isEmpty()).isTrue();
    }

    @Test
    void whoComesBackFromAnotherHomeIsSeenAgain() {
        // Given
        Roster before = new Roster(ROOM, 3, 3, List.of(ANN, BOB.withState(MemberState.RECONNECTING)));
        Member back = BOB.movedTo(HERE, 2);
        RosterDelta delta = new RosterDelta(ROOM, 4, List.of(), List.of(), List.of(back));

        // When
        RosterDelta shown = before.shown(delta);

        // Then
        assertThat(shown).isEqualTo(delta);
        assertThat(back.state()).isEqualTo(MemberState.ONLINE);
        assertThat(back.joinVersion()).isEqualTo(BOB.joinVersion());
    }

    @Test
    void aDifferenceNamesWhoHasMoved() {
        // Given
        Roster before = new Roster(ROOM, 3, 2, List.of(ANN, BOB));
        Roster later = new Roster(ROOM, 9, 2, List.of(ANN, BOB.movedTo(HERE, 5)));

        // When
        RosterDelta difference = before.difference(later);

        // Then
        assertThat(difference.updated()).containsExactly(BOB.movedTo(HERE, 5));
        assertThat(before.shown(difference).isEmpty()).isTrue();
    }

    @Test
    void whoWaitsIsNoMember() {
        // Given
        Member waiting = BOB.withStanding(Standing.PLAIN.waiting());

        // When
        Roster roster = new Roster(ROOM, 3, 2, List.of(ANN, waiting));

        // Then
        assertThat(roster.members()).containsExactly(ANN);
        assertThat(roster.member(BOB.session())).isNull();
        assertThat(roster.ofPeer(BOB.peer())).isEmpty();
        assertThat(roster.nodes()).containsExactly(HERE.node());
        assertThat(roster.seat(BOB.session())).isEqualTo(waiting);
        assertThat(roster.waiting(NOW)).containsExactly(waiting);
        assertThat(roster.stamp()).isNotEqualTo(new Roster(ROOM, 3, 2, List.of(ANN, BOB)).stamp());
    }

    @Test
    void membersHearNothingOfWhoWaitsUntilItIsLetIn() {
        // Given
        Member waiting = BOB.withStanding(Standing.PLAIN.waiting());
        Roster before = new Roster(ROOM, 3, 2, List.of(ANN));
        RosterDelta knock = new RosterDelta(ROOM, 4, List.of(waiting), List.of(), List.of());
        RosterDelta admission = new RosterDelta(ROOM, 5, List.of(), List.of(), List.of(waiting.admittedAt(5)));

        // When
        Roster knocked = before.after(knock);

        // Then
        assertThat(before.shown(knock).isEmpty()).isTrue();
        assertThat(knocked.shownVersion()).isEqualTo(2);
        assertThat(knocked.shown(admission).joined()).containsExactly(waiting.admittedAt(5));
        assertThat(knocked.shown(admission).updated()).isEmpty();
        assertThat(knocked.after(admission).members()).containsExactlyInAnyOrder(ANN, waiting.admittedAt(5));
        assertThat(knocked.after(admission).waiting(NOW)).isEmpty();
    }

    @Test
    void membersHearNothingOfWhoIsNotLetIn() {
        // Given
        Member waiting = BOB.withStanding(Standing.PLAIN.waiting());
        Roster before = new Roster(ROOM, 4, 2, List.of(ANN, waiting));
        RosterDelta denial = new RosterDelta(
                ROOM, 5, List.of(), List.of(new RosterDelta.Departure(waiting, LeaveReason.DENIED)), List.of());

        // When
        Roster after = before.after(denial);

        // Then
        assertThat(before.shown(denial).isEmpty()).isTrue();
        assertThat(after.seat(BOB.session())).isNull();
        assertThat(after.stamp().digest()).isEqualTo(ANN.digest());
    }

    @Test
    void whoIsCalledAwayHasNoPlaceUntilTheCallIsOver() {
        // Given
        Call call = Call.take(RoomId.reserved("a"), ANN.session(), NOW);
        Member first = waiting("s-1", 5).withStanding(Standing.PLAIN.waiting().called(call));
        Member second = waiting("s-2", 6);

        // When
        Roster roster = new Roster(ROOM, 9, 2, List.of(ANN, second, first), RoomRules.beginQueue(0));

        // Then
        assertThat(roster.waiting(NOW - 1)).containsExactly(second);
        assertThat(roster.place(second.session(), NOW - 1)).isEqualTo(new WaitingPlace(1, null));
        assertThat(roster.place(first.session(), NOW - 1)).isEqualTo(new WaitingPlace(1, null));
        assertThat(roster.waiting(NOW)).containsExactly(first, second);
        assertThat(roster.place(second.session(), NOW)).isEqualTo(new WaitingPlace(2, null));
        assertThat(roster.place(ANN.session(), NOW)).isNull();
    }

    @Test
    void aCallMakesAnotherDigestAndIsShownToNoMember() {
        // Given
        Member waiting = waiting("s-1", 2);
        Roster before = new Roster(ROOM, 3, 2, List.of(ANN, waiting), RoomRules.beginQueue(0));
        Call call = Call.take(RoomId.reserved("a"), ANN.session(), NOW);
        Member called = waiting.withStanding(waiting.standing().called(call));
        RosterDelta delta = new RosterDelta(ROOM, 4, List.of(), List.of(), List.of(called));

        // When
        Roster after = before.after(delta);

        // Then
        assertThat(after.stamp().digest()).isNotEqualTo(before.stamp().digest());
        assertThat(after.stamp().digest()).isEqualTo(ANN.digest() + called.digest());
        assertThat(before.shown(delta).isEmpty()).isTrue();
        assertThat(before.isLobbyChangedBy(delta)).isTrue();
        assertThat(called.admittedAt(5).standing()).isEqualTo(Standing.PLAIN);
    }

    private static Member waiting(String session, long joinVersion) {
        return new Member(
                new SessionId(session),
                BOB.peer(),
                THERE,
                1,
                joinVersion,
                MemberState.ONLINE,
                RawJson.NULL,
                Standing.PLAIN.waiting());
    }

    private static final Member GHOST = BOBS_PHONE.withStanding(Standing.PLAIN.hiding());

    @Test
    void aHiddenMemberIsFoundByItsSessionAlone() {
        // When
        Roster roster = new Roster(ROOM, 3, 2, List.of(ANN, GHOST));

        // Then
        assertThat(roster.member(GHOST.session())).isEqualTo(GHOST);
        assertThat(roster.seat(GHOST.session())).isEqualTo(GHOST);
        assertThat(roster.seats()).containsExactlyInAnyOrder(ANN, GHOST);
        assertThat(roster.seatCount()).isEqualTo(2);
        assertThat(roster.hidden()).containsExactly(GHOST);
        assertThat(roster.stamp().digest()).isEqualTo(ANN.digest() + GHOST.digest());
        assertThat(roster.stamp().digest()).isNotEqualTo(ANN.digest() + BOBS_PHONE.digest());
        assertThat(roster.members()).containsExactly(ANN);
        assertThat(roster.listed()).containsExactly(ANN);
        assertThat(roster.seen(GHOST.session())).isNull();
        assertThat(roster.ofPeer(GHOST.peer())).isEmpty();
        assertThat(roster.sessionsOn(HERE.node())).containsExactly(ANN.session());
    }

    @Test
    void whatAHiddenMemberDoesIsNotShownAndItsSignalsWaitForTheVersion() {
        // Given
        Roster before = new Roster(ROOM, 3, 2, List.of(ANN));
        RosterDelta joined = new RosterDelta(ROOM, 4, List.of(GHOST), List.of(), List.of());
        Member changed = GHOST.withMeta(RawJson.of("1"));
        RosterDelta updated = new RosterDelta(ROOM, 5, List.of(), List.of(), List.of(changed));
        RosterDelta left = new RosterDelta(
                ROOM, 6, List.of(), List.of(new RosterDelta.Departure(changed, LeaveReason.LEFT)), List.of());

        // When
        Roster after = before.after(joined);
        Roster gone = after.after(updated).after(left);

        // Then
        assertThat(before.shown(joined).isEmpty()).isTrue();
        assertThat(before.isComeUnseenIn(joined)).isTrue();
        assertThat(after.shown(updated).isEmpty()).isTrue();
        assertThat(after.isComeUnseenIn(updated)).isFalse();
        assertThat(after.shown(left).isEmpty()).isTrue();
        assertThat(after.shown(after.difference(before)).isEmpty()).isTrue();
        assertThat(before.shown(before.difference(after)).isEmpty()).isTrue();
        assertThat(List.of(after.shownVersion(), gone.shownVersion())).containsExactly(2L, 2L);
        assertThat(gone.stamp().digest()).isEqualTo(before.stamp().digest());
    }

    @Test
    void whoComesAgainHiddenHasLeftAndWhoComesAgainToBeSeenHasJoined() {
        // Given
        Roster seen = new Roster(ROOM, 3, 2, List.of(ANN, BOBS_PHONE));
        Roster unseen = new Roster(ROOM, 3, 2, List.of(ANN, GHOST));

        // When
        RosterDelta hides = seen.shown(new RosterDelta(ROOM, 4, List.of(), List.of(), List.of(GHOST)));
        RosterDelta appears = unseen.shown(new RosterDelta(ROOM, 4, List.of(), List.of(), List.of(BOBS_PHONE)));

        // Then
        assertThat(hides.left()).containsExactly(new RosterDelta.Departure(BOBS_PHONE, LeaveReason.LEFT));
        assertThat(hides.updated()).isEmpty();
        assertThat(appears.joined()).containsExactly(BOBS_PHONE);
    }

    @Test
    void membersHearOfTheLockAndNotOfTheBans() {
        // Given
        Roster before = new Roster(ROOM, 4, 2, List.of(ANN));
        RoomRules banned = RoomRules.OPEN.banned(BOB.peer(), 1_000, 0, 5);
        RoomRules locked = banned.locked(true, 6);
        RosterDelta ban = new RosterDelta(ROOM, 5, List.of(), List.of(), List.of(), banned);
        RosterDelta lock = new RosterDelta(ROOM, 6, List.of(), List.of(), List.of(), locked);

        // When
        Roster after = before.after(ban);

        // Then
        assertThat(before.shown(ban).isEmpty()).isTrue();
        assertThat(after.rules()).isEqualTo(banned);
        assertThat(after.shown(lock).rules()).isEqualTo(locked);
        assertThat(after.after(lock).shownVersion()).isEqualTo(6);
    }

    @Test
    void nobodyChangesARosterThatOthersRead() {
        // Given
        Roster roster = new Roster(ROOM, 3, 2, List.of(ANN, BOB));

        // Then
        assertThatThrownBy(() -> roster.members().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> roster.nodes().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> roster.ofPeer(ANN.peer()).clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private static RosterDelta change(long incarnation, long version) {
        return new RosterDelta(incarnation, version, List.of(BOB), List.of(), List.of());
    }

    private static Member member(String session, String peer, NodeLife home) {
        return new Member(new SessionId(session), new PeerId(peer), home, 1, 1, MemberState.ONLINE, RawJson.NULL);
    }
}
