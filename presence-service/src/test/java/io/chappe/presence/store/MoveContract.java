package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.Call;
import io.chappe.core.model.Entry;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.Moderation.Action;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store has to do with those whom a moderator moves to another room. */
public abstract class MoveContract extends RuledRoomContract {
    private static final RoomId TO = new RoomId("next door é");
    private static final RoomId ELSEWHERE = new RoomId("elsewhere");
    private static final long REQUEST = (1L << 53) - 1;

    private RoomChange move(SessionId by, SessionId target, RoomId to, long request) {
        return change(stores.rooms().moderate(room, by, 1, Moderation.move(target, to, request), LIMIT));
    }

    private RoomChange move(SessionId target) {
        return move(host, target, TO, REQUEST);
    }

    private RoomChange answer(SessionId session, RoomId to, @Nullable ErrorCode refusal) {
        return change(stores.rooms().follow(room, session, 1, to, refusal));
    }

    /** A member with all that may be vouched for, and two moderators. */
    private void begin() {
        join(host, a, moderator(RoomRules.OPEN));
        join(s1, b, new Entry(VOUCHED, false, RoomRules.OPEN));
        join(s2, b, moderator(RoomRules.OPEN));
    }

    private @Nullable Call call(SessionId session) {
        return seat(session).standing().call();
    }

    private static void assertNothing(Verdict verdict, RoomChange... changes) {
        assertThat(List.of(changes)).allSatisfy(change -> {
            assertThat(change.verdict()).isEqualTo(verdict);
            assertThat(change.delta()).isNull();
        });
    }

    @Test
    void aMemberIsCalledAndMembersSeeNothingOfIt() {
        // Given
        begin();
        Member before = seat(s1);
        long shown = roster().shownVersion();

        // When
        RoomChange called = move(s1);

        // Then
        Call call = Call.move(TO, host, REQUEST, NOW.get() + Call.LASTS_MS);
        assertThat(delta(called).updated())
                .containsExactly(before.withStanding(before.standing().called(call)));
        assertThat(delta(called).rules()).isNull();
        assertThat(call(s1)).isEqualTo(call);
        assertThat(roster().shownVersion()).isEqualTo(shown);
        assertThat(roster().shown(delta(called)).isEmpty()).isTrue();
    }

    @Test
    void whoFollowsIsCalledByNobodyElseAndLeaves() {
        // Given
        begin();
        move(s1);

        // When
        RoomChange followed = answer(s1, TO, null);
        NOW.addAndGet(Call.LASTS_MS * 100);
        RoomChange again = answer(s1, TO, null);
        RoomChange other = move(s2, s1, ELSEWHERE, 1);
        RoomChange left = change(stores.rooms().leave(room, s1, new Step(1, 2), LeaveReason.MOVED));

        // Then
        assertThat(delta(followed).updated()).extracting(Member::session).containsExactly(s1);
        assertNothing(Verdict.DONE, again);
        assertNothing(Verdict.ABSENT, other);
        RosterDelta.Departure departure = delta(left).left().get(0);
        assertThat(departure.reason()).isEqualTo(LeaveReason.MOVED);
        assertThat(departure.member().standing().call())
                .as("for the moderator")
                .isEqualTo(Call.move(TO, host, REQUEST, Call.FOLLOWED));
    }

    @Test
    void whyItDoesNotGoIsToBeSeenAndTheSameRequestIsDone() {
        // Given
        begin();
        move(s1);
        answer(s1, TO, null);

        // When
        RoomChange refused = answer(s1, TO, ErrorCode.ROOM_LOCKED);
        RoomChange twice = answer(s1, TO, ErrorCode.ROOM_FULL);
        RoomChange same = move(s1);
        RoomChange goes = answer(s1, TO, null);

        // Then
        Call over = new Call(TO, host, REQUEST, 0, ErrorCode.ROOM_LOCKED);
        assertThat(delta(refused).updated())
                .extracting(Member::standing)
                .extracting(Standing::call)
                .containsExactly(over);
        assertThat(call(s1)).isEqualTo(over);
        assertNothing(Verdict.DONE, twice, same);
        assertNothing(Verdict.ABSENT, goes);
    }

    @Test
    void anotherRequestAfterARefusalCallsAnew() {
        // Given
        begin();
        move(s1);
        answer(s1, TO, null);
        answer(s1, TO, ErrorCode.FORBIDDEN);

        // When
        RoomChange again = move(s2, s1, TO, REQUEST);

        // Then
        assertThat(delta(again).updated()).extracting(Member::session).containsExactly(s1);
        assertThat(call(s1)).isEqualTo(Call.move(TO, s2, REQUEST, NOW.get() + Call.LASTS_MS));
    }

    @Test
    void aCallLastsAWhileAndTheSameRequestCallsNoMore() {
        // Given
        begin();
        move(s1);

        // When
        RoomChange same = move(s1);
        RoomChange early = move(s2, s1, ELSEWHERE, 1);
        NOW.addAndGet(Call.LASTS_MS);
        RoomChange sameLate = move(s1);
        RoomChange followed = answer(s1, TO, null);
        RoomChange late = move(s2, s1, ELSEWHERE, 1);

        // Then
        assertNothing(Verdict.DONE, same, sameLate);
        assertNothing(Verdict.ABSENT, early, followed);
        assertThat(delta(late).updated()).extracting(Member::session).containsExactly(s1);
    }

    @Test
    void onlyWhoIsThereMovesOnlyWhoIsThere() {
        // Given
        begin();
        change(stores.rooms().leave(room, s2, new Step(1, 2), LeaveReason.LEFT));

        // When
        RoomChange gone = move(s2);
        RoomChange outside = move(s2, s1, TO, 1);

        // Then
        assertNothing(Verdict.ABSENT, gone);
        assertNothing(Verdict.OUTSIDE, outside);
        assertNothing(Verdict.SUPERSEDED, moveOfTheLastGateway());
    }

    private RoomChange moveOfTheLastGateway() {
        enter(stores.rooms().move(room, host, 2, ticket(a, new Place.Room(room)), 1_000));
        return move(s1);
    }

    @Test
    void whoWaitsIsMovedTooAndHasNoPlaceMeanwhile() {
        // Given
        join(host, a, moderator(LOBBY));
        join(s1, b, guest(LOBBY));
        join(s2, b, guest(LOBBY));

        // When
        RoomChange called = move(s1);
        List<SessionId> meanwhile = free();
        answer(s1, TO, null);
        answer(s1, TO, ErrorCode.CLOSED);

        // Then
        assertThat(delta(called).updated()).extracting(Member::session).containsExactly(s1);
        assertThat(meanwhile).containsExactly(s2);
        assertThat(free()).containsExactly(s1, s2);
    }

    private List<SessionId> free() {
        return roster().waiting(NOW.get()).stream().map(Member::session).toList();
    }

    @Test
    void whoIsLetInIsNotCalledAnyMore() {
        // Given
        join(host, a, moderator(LOBBY));
        join(s1, b, guest(LOBBY));
        move(s1);

        // When
        moderate(Action.ADMIT, s1);

        // Then
        assertThat(call(s1)).isNull();
        assertNothing(Verdict.ABSENT, answer(s1, TO, null));
    }

    @Test
    void inAQueueNobodyTakesWhomSomebodyMoves() {
        // Given
        RoomRules queue = RoomRules.beginQueue(0);
        join(host, a, moderator(queue));
        join(s1, b, guest(queue));
        move(s1);

        // When
        RoomChange taken =
                change(stores.rooms().moderate(room, host, 1, Moderation.take(s1, RoomId.reserved("desk")), LIMIT));

        // Then
        assertNothing(Verdict.ABSENT, taken);
        assertThat(roster().rules().takes()).isEmpty();
    }

    @Test
    void aStoreThatHasLostACallHasItFromTheGatewayOfWhoIsCalled() {
        // Given
        begin();
        Standing called = seat(s1).standing().called(Call.move(TO, host, REQUEST, Call.FOLLOWED));
        Standing refused = seat(s2).standing().called(new Call(TO, host, 1, 0, ErrorCode.CLOSED));

        // When
        RoomChange restored = change(stores.rooms()
                .restore(
                        room,
                        List.of(returning(s1, called), returning(s2, refused)),
                        RoomRules.OPEN,
                        roster().version()));

        // Then
        assertThat(delta(restored).updated()).extracting(Member::session).containsExactlyInAnyOrder(s1, s2);
        assertThat(seat(s1).standing()).isEqualTo(called);
        assertThat(seat(s2).standing()).isEqualTo(refused);
        assertNothing(Verdict.ABSENT, move(s2, s1, ELSEWHERE, 1));
    }

    @Test
    void aCallThatTheStoreHasIsNotLostToAGatewayThatHasMissedIt() {
        // Given
        begin();
        Standing before = seat(s1).standing();
        move(s1);
        Call call = call(s1);

        // When
        change(stores.rooms().restore(room, List.of(returning(s1, before)), RoomRules.OPEN, roster().version()));

        // Then
        assertThat(call(s1)).isEqualTo(call);
    }

    private Returning returning(SessionId session, Standing standing) {
        Newcomer newcomer = new Newcomer(
                session,
                peerOf(session),
                new Step(1, 1),
                RawJson.of("{\"n\":1}"),
                new Entry(standing, true, RoomRules.OPEN));
        return new Returning(newcomer, MemberState.ONLINE, ticket(b, new Place.Room(room)));
    }
}
