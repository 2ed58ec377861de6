package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.Entry;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.Moderation.Action;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store has to do when gateways put back a room with rules. */
public abstract class RulesRestoreContract extends RuledRoomContract {
    private static final RawJson META = RawJson.of("{\"n\":1}");
    private static final Standing WAITS = Standing.PLAIN.waiting();
    private static final RoomRules LATE =
            new RoomRules(7, 30, false, true, Map.of(new PeerId("pest"), 9_000_000_000_000L));

    @Test
    void afterALossLockAndBansAndLobbyAreThereAgain() {
        // Given
        RoomRules rules = new RoomRules(7, 30, true, true, Map.of(peerOf(s4), NOW.get() + BAN_MS))
                .described(RawJson.of("{\"title\":\"h\u00f4te/1\"}"), 7);

        // When
        RoomChange change = restore(rules, returning(host, a, VOUCHED), returning(s1, a, WAITS));

        // Then
        assertThat(delta(change).rules()).isEqualTo(rules);
        assertThat(roster().rules()).isEqualTo(rules);
        assertThat(roster().shownVersion()).isEqualTo(roster().version());
        assertThat(seat(host).standing()).isEqualTo(VOUCHED);
        assertThat(seat(s1).standing()).isEqualTo(WAITS);
        assertThat(verdict(join(s4, a, moderator(LOBBY)))).isEqualTo(Verdict.BANNED);
        assertThat(verdict(join(s2, a, guest(LOBBY)))).isEqualTo(Verdict.LOCKED);
        assertThat(delta(moderate(Action.ADMIT, null)).updated()).hasSize(1);
    }

    @Test
    void theRulesThatAModeratorHasChangedLastWin() {
        // Given
        RoomRules older = new RoomRules(7, 30, true, true, Map.of());
        RoomRules newer = new RoomRules(8, 30, true, false, Map.of(peerOf(s4), NOW.get() + BAN_MS));
        restore(older, returning(host, a, MODERATOR));

        // When
        RoomChange first = restore(newer, returning(s1, b, WAITS));
        RoomChange late = restore(older, returning(s2, b, WAITS));
        RoomChange same = restore(newer, returning(s1, b, WAITS));

        // Then
        assertThat(delta(first).rules()).isEqualTo(newer);
        assertThat(delta(late).rules()).isNull();
        assertThat(same.delta()).isNull();
        assertThat(roster().rules()).isEqualTo(newer);
    }

    @Test
    void rulesThatNoModeratorHasChangedAreNotTakenBySomeoneElse() {
        // Given
        join(host, a, moderator(LOBBY));

        // When
        RoomChange change = restore(RoomRules.begin(5, false), returning(s1, b, Standing.PLAIN));

        // Then
        assertThat(delta(change).rules()).isNull();
        assertThat(roster().rules()).isEqualTo(LOBBY);
    }

    @Test
    void theRulesOfAGatewayOfWhomNobodyIsLeftAreNotTaken() {
        // Given
        join(host, a, moderator(LOBBY));
        join(s1, b, moderator(LOBBY));
        change(stores.rooms().leave(room, s1, new Step(1, 2), LeaveReason.LEFT));

        // When
        RoomChange change = restore(LATE, returning(s1, b, Standing.PLAIN));

        // Then
        assertThat(change.delta()).isNull();
        assertThat(change.released()).hasSize(1);
        assertThat(roster().rules()).isEqualTo(LOBBY);
    }

    @Test
    void aRoomThatHasLostItsLatestChangesTakesNoRulesOfAGatewayOfWhomNobodyIsLeft() {
        // Given
        join(host, a, moderator(LOBBY));
        join(s1, b, moderator(LOBBY));
        change(stores.rooms().leave(room, s1, new Step(1, 2), LeaveReason.LEFT));
        long known = roster().version() + 5;

        // When
        change(stores.rooms().restore(room, List.of(returning(s1, b, Standing.PLAIN)), LATE, known));

        // Then
        assertThat(roster().rules()).isEqualTo(LOBBY);
        assertThat(roster().version()).isGreaterThan(known);
        assertThat(roster().shownVersion()).isEqualTo(roster().version());
    }

    @Test
    void aGatewayOfWhomNobodyIsLeftDoesNotLockARoomThatNobodyIsIn() {
        // Given
        join(s1, b, Entry.PLAIN);
        change(stores.rooms().leave(room, s1, new Step(1, 2), LeaveReason.LEFT));

        // When
        RoomChange change = restore(LATE, returning(s1, b, Standing.PLAIN));

        // Then
        assertThat(change.delta()).isNull();
        assertThat(verdict(join(s4, a, Entry.PLAIN))).isEqualTo(Verdict.DONE);
        assertThat(roster().rules()).isEqualTo(RoomRules.OPEN);
    }

    @Test
    void theRulesOfAGatewayWhoseMemberIsThereAlreadyAreTaken() {
        // Given
        join(s1, a, Entry.PLAIN);
        enter(stores.rooms().move(room, s1, 2, ticket(a, new Place.Room(room)), 1_000));

        // When
        RoomChange change = restore(LATE, returning(s1, a, Standing.PLAIN));

        // Then
        assertThat(seat(s1).generation()).isEqualTo(2);
        assertThat(delta(change).rules()).isEqualTo(LATE);
        assertThat(roster().rules()).isEqualTo(LATE);
    }

    @Test
    void aRoomThatHasLostItsLatestChangesTakesTheRulesOfWhoKnowsMore() {
        // Given
        join(host, a, moderator(LOBBY));
        moderate(Action.LOCK, null);
        long known = roster().version() + 5;

        // When
        RoomChange change = change(
                stores.rooms().restore(room, List.of(returning(host, a, MODERATOR)), RoomRules.begin(5, false), known));

        // Then
        assertThat(delta(change).rules()).isEqualTo(RoomRules.begin(5, false));
        assertThat(roster().rules()).isEqualTo(RoomRules.begin(5, false));
        assertThat(roster().version()).isGreaterThan(known);
    }

    @Test
    void whoIsBannedDoesNotComeBackAndItsHoldIsReleased() {
        // Given
        join(host, a, moderator(RoomRules.OPEN));
        join(s1, b, Entry.PLAIN);
        moderate(Action.KICK, s1);
        Returning kicked = returning(s1, b, Standing.PLAIN);
        Returning other = returning(s2, b, Standing.PLAIN);

        // When
        RoomChange change = restore(RoomRules.OPEN, kicked, other);

        // Then
        assertThat(change.released()).containsExactly(kicked.ticket().hold());
        assertThat(roster().members()).extracting(Member::session).containsExactlyInAnyOrder(host, s2);
    }

    @Test
    void aKickThatTheStoreHasLostIsNotUndoneByWhoHasMissedIt() {
        // Given
        RoomRules kicked = RoomRules.OPEN.banned(peerOf(s1), NOW.get() + BAN_MS, NOW.get(), 9);
        restore(kicked, returning(host, a, MODERATOR));

        // When
        RoomChange late = restore(RoomRules.OPEN, returning(s1, b, Standing.PLAIN));

        // Then
        assertThat(late.delta()).isNull();
        assertThat(late.released()).hasSize(1);
        assertThat(roster().members()).extracting(Member::session).containsExactly(host);
    }

    @Test
    void whatTheServerHasVouchedForStays() {
        // Given
        join(s1, a, new Entry(VOUCHED, true, RoomRules.OPEN));
        long joined = seat(s1).joinVersion();

        // When
        restore(RoomRules.OPEN, returning(s1, a, Standing.PLAIN));

        // Then
        assertThat(seat(s1).standing()).isEqualTo(VOUCHED);
        assertThat(seat(s1).joinVersion()).isEqualTo(joined);
    }

    @Test
    void anAdmissionThatTheGatewayHasMissedHolds() {
        // Given
        join(host, b, moderator(LOBBY));
        join(s1, a, guest(LOBBY));
        RoomChange admitted = moderate(Action.ADMIT, s1);

        // When
        restore(LOBBY, returning(s1, a, WAITS));

        // Then
        assertThat(seat(s1).waits()).isFalse();
        assertThat(seat(s1).joinVersion()).isEqualTo(delta(admitted).version());
    }

    @Test
    void membersSeeNothingOfWhoIsPutBackIntoTheLobbyNorOfBans() {
        // Given
        join(host, a, moderator(LOBBY));
        long shown = roster().shownVersion();
        RoomRules banned = LOBBY.banned(peerOf(s4), NOW.get() + BAN_MS, NOW.get(), shown + 1);

        // When
        RoomChange change = restore(banned, returning(s1, b, WAITS));

        // Then
        assertThat(delta(change).joined()).hasSize(1);
        assertThat(delta(change).rules()).isEqualTo(banned);
        assertThat(roster().shownVersion()).isEqualTo(shown);
    }

    @Test
    void anAdmissionThatTheStoreHasLostHolds() {
        // Given
        join(s1, a, new Entry(new Standing(false, false, VOUCHED.attributes()), false, LOBBY));
        Standing admitted = seat(s1).standing().admitted();

        // When
        RoomChange change = restore(LOBBY, returning(s1, a, admitted));

        // Then
        assertThat(seat(s1).standing()).isEqualTo(admitted);
        assertThat(seat(s1).joinVersion()).isEqualTo(delta(change).version());
        assertThat(roster().shownVersion()).isEqualTo(delta(change).version());
    }

    @Test
    void aMemberWhoseOtherSessionWasDeniedFollowsItsNodeIntoTheNextLife() {
        // Given
        NodeLife aAgain = new NodeLife(a.node(), 7);
        await(stores.holdings().open(aAgain));
        join(host, b, moderator(LOBBY));
        join(s1, a, guest(LOBBY));
        moderate(Action.ADMIT, s1);
        join(s2, peerOf(s1), a, guest(LOBBY));
        moderate(Action.DENY, s2);

        // When
        restore(roster().rules(), returning(s1, aAgain, Standing.PLAIN));

        // Then
        assertThat(seat(s1).home()).isEqualTo(aAgain);
    }

    private Returning returning(SessionId session, NodeLife home, Standing standing) {
        Entry entry = new Entry(standing, true, RoomRules.OPEN);
        Newcomer newcomer = new Newcomer(session, peerOf(session), new Step(1, 1), META, entry);
        return new Returning(newcomer, MemberState.ONLINE, ticket(home, new Place.Room(room)));
    }

    private RoomChange restore(RoomRules rules, Returning... members) {
        return change(stores.rooms().restore(room, List.of(members), rules, 0));
    }
}
