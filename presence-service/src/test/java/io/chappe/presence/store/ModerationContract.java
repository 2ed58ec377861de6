package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.Entry;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.Moderation.Action;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.RosterDelta.Departure;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store has to do about what moderators say. */
public abstract class ModerationContract extends RuledRoomContract {
    private static final PeerId PEST = new PeerId("pest");

    @Test
    void whoIsAdmittedIsAMemberFromThenOn() {
        // Given
        join(host, a, moderator(LOBBY));
        join(s1, b, new Entry(new Standing(false, false, VOUCHED.attributes()), false, LOBBY));
        Member waiting = seat(s1);

        // When
        RoomChange admitted = moderate(Action.ADMIT, s1);
        RoomChange again = moderate(Action.ADMIT, s1);
        RoomChange stranger = moderate(Action.ADMIT, s2);

        // Then
        assertThat(delta(admitted).updated())
                .containsExactly(waiting.admittedAt(delta(admitted).version()));
        assertThat(delta(admitted).rules()).isNull();
        assertThat(admitted.concerned()).containsExactlyInAnyOrder(a.node(), b.node());
        assertThat(roster().members()).extracting(Member::session).containsExactlyInAnyOrder(host, s1);
        assertThat(roster().shownVersion()).isEqualTo(delta(admitted).version());
        assertThat(again.verdict()).isEqualTo(Verdict.DONE);
        assertThat(again.delta()).isNull();
        assertThat(stranger.verdict()).isEqualTo(Verdict.ABSENT);
    }

    @Test
    void allWhoWaitAreAdmittedInTurnAsFarAsThereIsRoom() {
        // Given
        RoomRules rules = RoomRules.begin(2, true);
        List.of(s2, s1, s3).forEach(session -> join(session, a, guest(rules)));
        join(host, a, moderator(rules));

        // When
        RoomChange first = moderate(Action.ADMIT, null);
        RoomChange full = moderate(Action.ADMIT, null);
        RoomChange oneInVain = moderate(Action.ADMIT, s3);
        change(stores.rooms().leave(room, host, new Step(1, 2), LeaveReason.LEFT));
        moderate(s2, 1, Action.ADMIT, null);
        change(stores.rooms().leave(room, s2, new Step(1, 2), LeaveReason.LEFT));
        RoomChange last = moderate(s1, 1, Action.ADMIT, null);
        RoomChange nobody = moderate(s1, 1, Action.ADMIT, null);

        // Then
        assertThat(delta(first).updated()).extracting(Member::session).containsExactly(s2);
        assertThat(List.of(full, oneInVain)).extracting(RoomChange::verdict).containsOnly(Verdict.FULL);
        assertThat(full.delta()).isNull();
        assertThat(delta(last).updated()).extracting(Member::session).containsExactly(s3);
        assertThat(roster().members()).extracting(Member::session).containsExactlyInAnyOrder(s1, s3);
        assertThat(nobody.verdict()).isEqualTo(Verdict.DONE);
        assertThat(nobody.delta()).isNull();
    }

    @Test
    void allWhoWaitAreAdmittedInOneChange() {
        // Given
        join(host, a, moderator(LOBBY));
        List.of(s1, s2).forEach(session -> join(session, a, guest(LOBBY)));

        // When
        RoomChange admitted = moderate(Action.ADMIT, null);

        // Then
        assertThat(delta(admitted).updated())
                .hasSize(2)
                .extracting(Member::joinVersion)
                .containsOnly(delta(admitted).version());
        assertThat(roster().waiting(NOW.get())).isEmpty();
        assertThat(List.of(s3, s4, new SessionId("s5")))
                .as("the lobby has all its places again")
                .allSatisfy(
                        next -> assertThat(verdict(join(next, a, guest(LOBBY)))).isEqualTo(Verdict.DONE));
    }

    @Test
    void whoIsDeniedLeavesTheLobbyWithAllThatItsPeerHasThere() {
        // Given
        join(host, a, moderator(LOBBY));
        join(s1, PEST, b, guest(LOBBY));
        moderate(Action.ADMIT, s1);
        join(s2, PEST, b, guest(LOBBY));
        join(s3, PEST, a, guest(LOBBY));

        // When
        RoomChange denied = moderate(Action.DENY, s2);
        RoomChange again = moderate(Action.DENY, s2);
        RoomChange admittedMeanwhile = moderate(Action.DENY, s1);

        // Then
        assertThat(delta(denied).left())
                .extracting(departure -> departure.member().session())
                .containsExactlyInAnyOrder(s2, s3);
        assertThat(delta(denied).left()).extracting(Departure::reason).containsOnly(LeaveReason.DENIED);
        assertThat(delta(denied).rules()).isEqualTo(roster().rules());
        assertThat(roster().rules().version()).isEqualTo(delta(denied).version());
        assertThat(denied.released()).hasSize(2);
        assertThat(List.of(again, admittedMeanwhile))
                .extracting(RoomChange::verdict)
                .containsOnly(Verdict.ABSENT);
        assertThat(roster().members()).extracting(Member::session).containsExactlyInAnyOrder(host, s1);
        assertThat(verdict(join(s3, PEST, a, guest(LOBBY)))).isEqualTo(Verdict.BANNED);
    }

    @Test
    void whoIsKickedLeavesWithAllThatItsPeerHasInTheRoom() {
        // Given
        join(host, a, moderator(LOBBY));
        join(s1, PEST, b, moderator(LOBBY));
        join(s2, PEST, b, guest(LOBBY));

        // When
        RoomChange kicked = moderate(Action.KICK, s1);
        RoomChange again = moderate(Action.KICK, s1);

        // Then
        assertThat(delta(kicked).left())
                .extracting(departure -> departure.member().session())
                .containsExactlyInAnyOrder(s1, s2);
        assertThat(delta(kicked).left()).extracting(Departure::reason).containsOnly(LeaveReason.KICKED);
        assertThat(delta(kicked).rules())
                .isEqualTo(RoomRules.begin(0, true)
                        .banned(
                                PEST,
                                NOW.get() + BAN_MS,
                                NOW.get(),
                                delta(kicked).version()));
        assertThat(kicked.released()).hasSize(2);
        assertThat(kicked.nodes()).containsExactly(a.node());
        assertThat(kicked.concerned())
                .as("nobody but the store tells the gateway of the kicked")
                .containsExactlyInAnyOrder(a.node(), b.node());
        assertThat(again.verdict()).isEqualTo(Verdict.ABSENT);
        assertThat(roster().seats()).extracting(Member::session).containsExactly(host);
    }

    @Test
    void aBanHoldsForModeratorsTooAndEndsInTimeAndIsNoTombstone() {
        // Given
        join(host, a, moderator(RoomRules.OPEN));
        join(s1, a, moderator(RoomRules.OPEN));
        moderate(Action.KICK, s1);

        // When
        NOW.addAndGet(BAN_MS - 1);
        JoinResult banned = join(s1, a, moderator(RoomRules.OPEN));
        NOW.addAndGet(1);
        JoinResult over = join(s1, a, moderator(RoomRules.OPEN));

        // Then
        assertThat(verdict(banned)).isEqualTo(Verdict.BANNED);
        assertThat(banned.change().released()).hasSize(1);
        assertThat(verdict(over)).isEqualTo(Verdict.DONE);
    }

    @Test
    void aBanOutlivesTheRoomInWhichItWasSaid() {
        // Given
        join(s1, a, Entry.PLAIN);
        await(stores.rooms().moderate(room, s1, 1, new Moderation(Action.KICK, s1, 3_600_000), LIMIT));

        // When
        NOW.addAndGet(3_600_000 - 1);
        lookAtManyOtherRooms();
        JoinResult banned = join(s1, a, Entry.PLAIN);
        NOW.addAndGet(1);
        JoinResult over = join(s1, a, Entry.PLAIN);

        // Then
        assertThat(verdict(banned)).isEqualTo(Verdict.BANNED);
        assertThat(verdict(over)).isEqualTo(Verdict.DONE);
    }

    /** What has faded goes while others are looked at. */
    private void lookAtManyOtherRooms() {
        IntStream.range(0, 100)
                .forEach(i -> await(stores.rooms().stamp(new RoomKey(room.tenant(), new RoomId("other-" + i)))));
    }

    @Test
    void ofTooManyBansTheFirstToEndEndsNow() {
        // Given
        join(host, a, moderator(RoomRules.OPEN));
        List<SessionId> pests = IntStream.rangeClosed(0, RoomRules.MAX_BANS)
                .mapToObj(i -> new SessionId("pest-" + i))
                .toList();

        // When
        for (SessionId pest : pests) {
            join(pest, a, Entry.PLAIN);
            NOW.addAndGet(1);
            moderate(Action.KICK, pest);
        }

        // Then
        assertThat(roster().rules().bans())
                .hasSize(RoomRules.MAX_BANS)
                .containsKey(peerOf(pests.get(RoomRules.MAX_BANS)))
                .doesNotContainKey(peerOf(pests.get(0)));
    }

    @Test
    void aRoomIsLockedAndUnlockedOnce() {
        // Given
        join(host, a, moderator(RoomRules.begin(9, false)));

        // When
        RoomChange locked = moderate(Action.LOCK, null);
        RoomChange again = moderate(Action.LOCK, null);
        RoomChange unlocked = moderate(Action.UNLOCK, null);
        RoomChange unlockedAgain = moderate(Action.UNLOCK, null);

        // Then
        assertThat(delta(locked).rules())
                .isEqualTo(RoomRules.begin(9, false).locked(true, delta(locked).version()));
        assertThat(delta(unlocked).rules())
                .isEqualTo(
                        RoomRules.begin(9, false).locked(false, delta(unlocked).version()));
        assertThat(roster().shownVersion()).isEqualTo(delta(unlocked).version());
        assertThat(List.of(again, unlockedAgain)).allSatisfy(change -> {
            assertThat(change.verdict()).isEqualTo(Verdict.DONE);
            assertThat(change.delta()).isNull();
        });
    }

    @Test
    void aRoomIsDescribedOnceAndAsItWasSaid() {
        // Given
        String odd = "{ \"a/b\": \"\\u0000\u20ac\\\"%s\", \"n\": 1.50e3, \"o\": {}, \"l\": [] }";
        RoomRules begun = RoomRules.begin(9, false);
        join(host, a, moderator(begun));

        // When
        RoomChange described = describe(odd);
        RoomRules during = roster().rules();
        RoomChange again = describe(odd);
        RoomChange locked = moderate(Action.LOCK, null);
        RoomChange ended = describe(null);

        // Then
        assertThat(during)
                .isEqualTo(begun.described(RawJson.of(odd), delta(described).version()));
        assertThat(delta(described).rules()).isEqualTo(during);
        assertThat(again.delta()).isNull();
        assertThat(delta(locked).rules()).extracting(RoomRules::metadata).isEqualTo(RawJson.of(odd));
        assertThat(delta(ended).rules())
                .isEqualTo(begun.locked(true, delta(ended).version()));
        assertThat(roster().shownVersion()).isEqualTo(delta(ended).version());
    }

    @Test
    void metadataGoesWithTheLastMember() {
        // Given
        join(host, a, moderator(RoomRules.OPEN));
        describe("{\"n\":1}");

        // When
        change(stores.rooms().leave(room, host, new Step(1, 2), LeaveReason.LEFT));
        join(s1, a, Entry.PLAIN);

        // Then
        assertThat(roster().rules()).isEqualTo(RoomRules.OPEN);
    }

    @Test
    void namesThatNeedCareAreBannedToo() {
        // Given
        PeerId odd = new PeerId("\"quoted\\\u20ac/[1]");
        join(host, a, moderator(RoomRules.OPEN));
        join(s1, odd, a, Entry.PLAIN);

        // When
        RoomChange kicked = moderate(Action.KICK, s1);

        // Then
        assertThat(delta(kicked).rules()).isNotNull();
        assertThat(roster().rules().bans()).containsOnlyKeys(odd);
        assertThat(verdict(join(s1, odd, a, Entry.PLAIN))).isEqualTo(Verdict.BANNED);
    }

    private RoomChange administrate(Moderation moderation) {
        return change(stores.rooms().moderate(room, Moderation.ADMINISTRATOR, 0, moderation, LIMIT));
    }

    @Test
    void anAdministratorModeratesFromNowhere() {
        // Given
        join(s1, a, moderator(LOBBY));
        join(s2, b, guest(LOBBY));
        RoomId elsewhere = new RoomId("elsewhere");

        // When
        RoomChange admitted = administrate(new Moderation(Action.ADMIT, s2, 0));
        RoomChange locked = administrate(new Moderation(Action.LOCK, null, 0));
        RoomChange moved = administrate(Moderation.move(s2, elsewhere, 7));
        RoomChange kicked = administrate(new Moderation(Action.KICK, s1, BAN_MS));

        // Then
        assertThat(List.of(admitted, locked, moved, kicked))
                .extracting(RoomChange::verdict)
                .containsOnly(Verdict.DONE);
        assertThat(roster().members()).extracting(Member::session).containsExactly(s2);
        assertThat(roster().rules().locked()).isTrue();
        assertThat(roster().rules().isBanned(peerOf(s1), NOW.get())).isTrue();
        assertThat(Objects.requireNonNull(seat(s2).standing().call()).to()).isEqualTo(elsewhere);
    }

    @Test
    void allWhoAreInARoomThatIsClosedAreOutAndMayComeBack() {
        // Given
        join(host, a, moderator(LOBBY));
        join(s1, b, guest(LOBBY));
        RoomRules rules = roster().rules();
        long version = roster().version();

        // When
        RoomChange closed = change(stores.rooms().close(room));
        RoomChange again = change(stores.rooms().close(room));

        // Then
        assertThat(delta(closed).left())
                .extracting(departure -> departure.member().session())
                .containsExactlyInAnyOrder(host, s1);
        assertThat(delta(closed).left()).extracting(Departure::reason).containsOnly(LeaveReason.CLOSED);
        assertThat(closed.released()).hasSize(2);
        assertThat(closed.concerned()).containsExactlyInAnyOrder(a.node(), b.node());
        assertThat(again.verdict()).isEqualTo(Verdict.ABSENT);
        restore(host, a, rules, version);
        assertThat(await(stores.rooms().roster(room)))
                .as("what its gateway had")
                .isNull();
        JoinResult back = enter(stores.rooms()
                .join(
                        room,
                        new Newcomer(host, peerOf(host), new Step(1, 2), RawJson.NULL, moderator(LOBBY)),
                        ticket(a, new Place.Room(room)),
                        LIMIT,
                        1_000));
        assertThat(verdict(back)).isEqualTo(Verdict.DONE);
    }

    private void restore(SessionId session, NodeLife home, RoomRules rules, long version) {
        Newcomer newcomer = new Newcomer(session, peerOf(session), new Step(1, 1), RawJson.NULL, moderator(LOBBY));
        Returning returning = new Returning(newcomer, MemberState.ONLINE, ticket(home, new Place.Room(room)));
        change(stores.rooms().restore(room, List.of(returning), rules, version));
    }

    @Test
    void anAdministratorFindsNobodyInARoomThatNobodyIsIn() {
        // Given
        join(s1, a, moderator(LOBBY));
        change(stores.rooms().leave(room, s1, new Step(1, 2), LeaveReason.LEFT));

        // When
        RoomChange locked = administrate(new Moderation(Action.LOCK, null, 0));
        RoomChange kicked = administrate(new Moderation(Action.KICK, s1, BAN_MS));

        // Then
        assertThat(List.of(locked, kicked)).extracting(RoomChange::verdict).containsOnly(Verdict.ABSENT);
        assertThat(verdict(join(s2, a, moderator(LOBBY)))).isEqualTo(Verdict.DONE);
    }
}
