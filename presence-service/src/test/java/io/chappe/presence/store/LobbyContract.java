package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.Entry;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.Moderation.Action;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.Standing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store has to do about who may come into a room. */
public abstract class LobbyContract extends RuledRoomContract {
    @Test
    void aRoomBeginsWithTheRulesOfWhoComesFirst() {
        // Given
        RoomRules rules = RoomRules.begin(7, false);

        // When
        JoinResult first = join(s1, a, new Entry(VOUCHED, true, rules));
        JoinResult second = join(s2, b, new Entry(Standing.PLAIN, true, LOBBY));

        // Then
        assertThat(delta(first.change()).rules()).isEqualTo(rules);
        assertThat(delta(second.change()).rules()).isNull();
        assertThat(roster().rules()).isEqualTo(rules);
        assertThat(seat(s1).standing()).isEqualTo(VOUCHED);
        assertThat(seat(s2).standing()).isEqualTo(Standing.PLAIN);
    }

    @Test
    void whoWaitsInTheLobbyOfAnEmptyRoomIsNoMember() {
        // When
        JoinResult knock = join(s1, a, guest(LOBBY));

        // Then
        assertThat(verdict(knock)).isEqualTo(Verdict.DONE);
        assertThat(delta(knock.change()).joined()).extracting(Member::waits).containsExactly(true);
        assertThat(delta(knock.change()).rules()).isEqualTo(LOBBY);
        assertThat(knock.change().nodes()).containsExactly(a.node());
        assertThat(roster().members()).isEmpty();
        assertThat(roster().waiting(NOW.get())).extracting(Member::session).containsExactly(s1);
    }

    @Test
    void whoModeratesPassesTheLobbyAndTheLock() {
        // Given
        join(s1, a, guest(LOBBY));
        join(s3, a, moderator(LOBBY));
        moderate(s3, 1, Action.LOCK, null);

        // When
        JoinResult moderator = join(host, b, moderator(LOBBY));
        JoinResult guest = join(s2, b, guest(LOBBY));

        // Then
        assertThat(verdict(moderator)).isEqualTo(Verdict.DONE);
        assertThat(seat(host).standing()).isEqualTo(MODERATOR);
        assertThat(roster().members()).extracting(Member::session).containsExactlyInAnyOrder(host, s3);
        assertThat(verdict(guest)).as("not into the lobby either").isEqualTo(Verdict.LOCKED);
        assertThat(guest.roster()).isNull();
        assertThat(guest.change().released()).hasSize(1);
    }

    @Test
    void whoIsNotToBeTheFirstComesSecond() {
        // When
        JoinResult early = join(s1, a, guest(RoomRules.OPEN));
        join(host, a, new Entry(Standing.PLAIN, true, RoomRules.OPEN));
        JoinResult late = join(s1, a, guest(RoomRules.OPEN));

        // Then
        assertThat(verdict(early)).isEqualTo(Verdict.CLOSED);
        assertThat(early.change().released()).hasSize(1);
        assertThat(verdict(late)).isEqualTo(Verdict.DONE);
    }

    @Test
    void thoseWhoWaitDoNotOpenTheRoomForAModerator() {
        // Given
        join(s1, a, guest(LOBBY));

        // When
        JoinResult second = join(host, a, new Entry(MODERATOR, false, LOBBY));

        // Then
        assertThat(verdict(second)).isEqualTo(Verdict.CLOSED);
    }

    @Test
    void aRefusedJoinLeavesNoTraceInARoomThatNobodyIsIn() {
        // Given
        JoinResult never = join(s1, a, guest(RoomRules.begin(2, false)));
        boolean isThere = await(stores.rooms().stamp(room)) != null;
        join(host, a, new Entry(Standing.PLAIN, true, RoomRules.OPEN));
        RoomChange last = change(stores.rooms().leave(room, host, new Step(1, 2), LeaveReason.LEFT));

        // When
        JoinResult again = join(s1, a, guest(RoomRules.begin(2, false)));

        // Then
        assertThat(List.of(never, again)).extracting(RuledRoomContract::verdict).containsOnly(Verdict.CLOSED);
        assertThat(isThere).isFalse();
        assertThat(await(stores.rooms().roster(room))).isNull();
        join(s2, a, Entry.PLAIN);
        Roster next = roster();
        assertThat(next.version()).isEqualTo(delta(last).version() + 1);
        assertThat(next.rules()).isEqualTo(RoomRules.OPEN);
    }

    @Test
    void aRoomsOwnMaximumCountsMembersAlone() {
        // Given
        RoomRules rules = RoomRules.begin(2, true);
        join(s1, a, guest(rules));
        join(s2, a, guest(rules));
        join(host, a, moderator(rules));
        join(s3, b, moderator(rules));

        // When
        JoinResult moderator = join(s4, b, moderator(rules));

        // Then
        assertThat(verdict(moderator)).isEqualTo(Verdict.FULL);
        assertThat(roster().members()).hasSize(2);
        assertThat(roster().waiting(NOW.get())).hasSize(2);
    }

    @Test
    void aRoomsOwnMaximumIsNoMoreThanThatOfAllRooms() {
        // Given
        RoomRules rules = RoomRules.begin(LIMIT + 1, false);
        List.of(s1, s2, s3).forEach(session -> join(session, a, moderator(rules)));

        // When
        JoinResult fourth = join(s4, a, moderator(rules));

        // Then
        assertThat(verdict(fourth)).isEqualTo(Verdict.FULL);
    }

    @Test
    void aLobbyIsFullAsARoomIs() {
        // Given
        List.of(s1, s2, s3).forEach(session -> join(session, a, guest(LOBBY)));

        // When
        JoinResult fourth = join(s4, a, guest(LOBBY));
        JoinResult moderator = join(host, a, moderator(LOBBY));

        // Then
        assertThat(verdict(fourth)).isEqualTo(Verdict.FULL);
        assertThat(verdict(moderator)).isEqualTo(Verdict.DONE);
    }

    @Test
    void whoWaitsAlreadyKeepsItsPlace() {
        // Given
        join(s1, a, guest(LOBBY));
        Member waiting = seat(s1);

        // When
        JoinResult again = join(s1, a, moderator(RoomRules.OPEN));

        // Then
        assertThat(verdict(again)).isEqualTo(Verdict.DONE);
        assertThat(again.change().delta()).isNull();
        assertThat(seat(s1)).isEqualTo(waiting);
    }

    @Test
    void whoWaitsMovesIsMarkedAndLostAndLeavesAsMembersDo() {
        // Given
        join(host, b, moderator(LOBBY));
        join(s1, a, new Entry(new Standing(false, false, VOUCHED.attributes()), false, LOBBY));
        join(s2, a, guest(LOBBY));
        Standing waits = seat(s1).standing();

        // When
        enter(stores.rooms().move(room, s1, 2, ticket(b, new Place.Room(room)), 1_000));
        change(stores.rooms().update(room, s1, 2, RawJson.of("{\"hand\":1}")));
        change(stores.rooms().mark(room, s1, 2, MemberState.RECONNECTING));
        RoomLoss loss = lose(b);
        Member lost = seat(s1);
        RoomChange ended = change(stores.rooms().leaveAll(room, Map.of(s1, 2L), LeaveReason.LOST));
        RoomChange left = change(stores.rooms().leave(room, s2, new Step(1, 2), LeaveReason.LEFT));

        // Then
        assertThat(waits).isEqualTo(new Standing(true, false, VOUCHED.attributes()));
        assertThat(lost.standing()).isEqualTo(waits);
        assertThat(lost.state()).isEqualTo(MemberState.RECONNECTING);
        assertThat(lost.meta()).isEqualTo(RawJson.of("{\"hand\":1}"));
        assertThat(loss.seats()).extracting(LostSeat::session).containsExactlyInAnyOrder(s1, host);
        assertThat(delta(ended).left()).hasSize(1);
        assertThat(delta(left).left()).hasSize(1);
        assertThat(roster().waiting(NOW.get())).isEmpty();
        assertThat(verdict(join(s3, a, guest(LOBBY)))).isEqualTo(Verdict.DONE);
    }

    @Test
    void membersSeeNothingOfWhoWaitsNorOfBans() {
        // Given
        join(host, b, moderator(LOBBY));
        long shown = roster().shownVersion();

        // When
        join(s1, a, guest(LOBBY));
        join(s2, a, guest(LOBBY));
        change(stores.rooms().update(room, s1, 1, RawJson.of("{\"hand\":1}")));
        lose(a);
        moderate(Action.DENY, s1);
        change(stores.rooms().leave(room, s2, new Step(1, 2), LeaveReason.LEFT));

        // Then
        assertThat(roster().shownVersion()).isEqualTo(shown);
        assertThat(roster().version()).isEqualTo(shown + 6);
    }

    @Test
    void membersSeeWhoIsKickedAndTheLock() {
        // Given
        join(host, b, moderator(LOBBY));
        join(s1, a, moderator(LOBBY));

        // When
        long kicked = delta(moderate(Action.KICK, s1)).version();
        long shownThen = roster().shownVersion();
        long locked = delta(moderate(Action.LOCK, null)).version();

        // Then
        assertThat(shownThen).isEqualTo(kicked);
        assertThat(roster().shownVersion()).isEqualTo(locked);
    }

    @Test
    void aRoomThatBeginsAnewKeepsItsBansAndNotItsLock() {
        // Given
        join(host, a, moderator(LOBBY));
        join(s1, a, guest(LOBBY));
        moderate(Action.DENY, s1);
        moderate(Action.LOCK, null);
        change(stores.rooms().leave(room, host, new Step(1, 2), LeaveReason.LEFT));

        // When
        JoinResult anew = join(s2, a, new Entry(Standing.PLAIN, true, RoomRules.begin(5, false)));
        JoinResult banned = join(s1, a, Entry.PLAIN);

        // Then
        assertThat(verdict(anew)).isEqualTo(Verdict.DONE);
        assertThat(roster().rules().locked()).isFalse();
        assertThat(roster().rules().maxMembers()).isEqualTo(5);
        assertThat(roster().rules().bans()).containsOnlyKeys(peerOf(s1));
        assertThat(verdict(banned)).isEqualTo(Verdict.BANNED);
    }
}
