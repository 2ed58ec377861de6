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
import io.chappe.core.model.Take;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store has to do with those who wait in a queue, and are called out of it. */
public abstract class QueueContract extends RuledRoomContract {
    private static final RoomRules QUEUE = RoomRules.beginQueue(0);
    private static final RawJson META = RawJson.of("{\"n\":1}");
    private static final RoomId TO = RoomId.reserved("desk é");
    private static final RoomId ELSEWHERE = RoomId.reserved("elsewhere");

    private RoomChange take(@Nullable SessionId target, RoomId to) {
        return change(stores.rooms().moderate(room, host, 1, Moderation.take(target, to), LIMIT));
    }

    private RoomChange follow(SessionId session, RoomId to) {
        return change(stores.rooms().follow(room, session, 1, to, null));
    }

    private RoomChange drop(SessionId session, RoomId to) {
        return change(stores.rooms().follow(room, session, 1, to, ErrorCode.CLOSED));
    }

    /** Two who wait, and an agent. */
    private void begin() {
        join(host, a, moderator(QUEUE));
        join(s1, b, guest(QUEUE));
        join(s2, b, guest(QUEUE));
    }

    private @Nullable Call call(SessionId session) {
        return seat(session).standing().call();
    }

    private List<SessionId> free() {
        return roster().waiting(NOW.get()).stream().map(Member::session).toList();
    }

    @Test
    void theNextIsCalledAndKeepsItsSeat() {
        // Given
        begin();
        Member before = seat(s1);
        long shown = roster().shownVersion();

        // When
        RoomChange taken = take(null, TO);

        // Then
        Call call = Call.take(TO, host, NOW.get() + Call.LASTS_MS);
        Member called = before.withStanding(before.standing().called(call));
        assertThat(taken.verdict()).isEqualTo(Verdict.DONE);
        assertThat(delta(taken).updated()).containsExactly(called);
        assertThat(seat(s1)).isEqualTo(called);
        assertThat(free()).containsExactly(s2);
        assertThat(delta(taken).rules()).isEqualTo(roster().rules());
        assertThat(roster().rules().takes()).containsExactly(new Take(TO, s1, peerOf(s1), NOW.get()));
        assertThat(roster().rules().version()).isEqualTo(roster().version());
        assertThat(roster().shownVersion()).as("members see nothing of it").isEqualTo(shown);
    }

    @Test
    void aChosenOneIsCalledBeforeItsTurn() {
        // Given
        begin();

        // When
        RoomChange taken = take(s2, TO);

        // Then
        assertThat(delta(taken).updated()).extracting(Member::session).containsExactly(s2);
        assertThat(free()).containsExactly(s1);
    }

    @Test
    void nobodyIsCalledTwice() {
        // Given
        begin();
        take(s1, TO);

        // When
        RoomChange again = take(s1, ELSEWHERE);
        RoomChange next = take(null, ELSEWHERE);
        RoomChange none = take(null, RoomId.reserved("third"));

        // Then
        assertThat(again.verdict()).isEqualTo(Verdict.ABSENT);
        assertThat(again.delta()).isNull();
        assertThat(delta(next).updated()).extracting(Member::session).containsExactly(s2);
        assertThat(none.verdict()).isEqualTo(Verdict.ABSENT);
        assertThat(none.delta()).isNull();
    }

    @Test
    void aRoomThatSomebodyIsCalledToTakesNobodyElse() {
        // Given
        begin();
        take(null, TO);

        // When
        RoomChange called = take(null, TO);
        follow(s1, TO);
        RoomChange followed = take(s2, TO);
        change(stores.rooms().leave(room, s1, new Step(1, 2), LeaveReason.MOVED));
        RoomChange gone = take(null, TO);

        // Then
        assertThat(List.of(called, followed, gone)).allSatisfy(change -> {
            assertThat(change.verdict()).isEqualTo(Verdict.DONE);
            assertThat(change.delta()).isNull();
        });
        assertThat(free()).containsExactly(s2);
        assertThat(Objects.requireNonNull(roster().rules().take(TO)).session()).isEqualTo(s1);
    }

    @Test
    void aCallThatIsOverGivesThePlaceBack() {
        // Given
        begin();
        take(null, TO);

        // When
        NOW.addAndGet(Call.LASTS_MS - 1);
        RoomChange early = take(s1, ELSEWHERE);
        NOW.addAndGet(1);
        RoomChange late = take(null, ELSEWHERE);

        // Then
        assertThat(early.verdict()).isEqualTo(Verdict.ABSENT);
        assertThat(delta(late).updated()).extracting(Member::session).containsExactly(s1);
        assertThat(Objects.requireNonNull(call(s1)).to()).isEqualTo(ELSEWHERE);
    }

    @Test
    void whoFollowsInTimeIsTakenByNobodyElseHoweverLongItLasts() {
        // Given
        begin();
        take(null, TO);

        // When
        RoomChange followed = follow(s1, TO);
        NOW.addAndGet(Call.LASTS_MS * 100);
        RoomChange again = follow(s1, TO);
        RoomChange other = take(s1, ELSEWHERE);

        // Then
        assertThat(delta(followed).updated()).extracting(Member::session).containsExactly(s1);
        assertThat(call(s1)).isEqualTo(Call.take(TO, host, Call.FOLLOWED));
        assertThat(again.verdict()).isEqualTo(Verdict.DONE);
        assertThat(again.delta()).isNull();
        assertThat(other.verdict()).isEqualTo(Verdict.ABSENT);
    }

    @Test
    void whoIsTooLateOrWasNotCalledThereFollowsNoCall() {
        // Given
        begin();
        take(null, TO);
        RoomChange another = follow(s1, ELSEWHERE);
        RoomChange uncalled = follow(s2, TO);
        RoomChange agent = follow(host, TO);

        // When
        NOW.addAndGet(Call.LASTS_MS);
        RoomChange late = follow(s1, TO);

        // Then
        assertThat(List.of(another, uncalled, agent, late)).allSatisfy(change -> {
            assertThat(change.verdict()).isEqualTo(Verdict.ABSENT);
            assertThat(change.delta()).isNull();
        });
    }

    @Test
    void whoDoesNotGoHasItsPlaceAgainAndWasNotTaken() {
        // Given
        begin();
        take(null, TO);
        follow(s1, TO);

        // When
        RoomChange another = drop(s1, ELSEWHERE);
        RoomChange dropped = drop(s1, TO);
        RoomChange again = drop(s1, TO);

        // Then
        assertThat(another.delta()).isNull();
        assertThat(delta(dropped).updated()).extracting(Member::session).containsExactly(s1);
        assertThat(again.verdict()).isEqualTo(Verdict.DONE);
        assertThat(again.delta()).isNull();
        assertThat(free()).containsExactly(s1, s2);
        assertThat(roster().rules().takes()).isEmpty();
        assertThat(delta(take(null, TO)).updated()).extracting(Member::session).containsExactly(s1);
    }

    @Test
    void theGatewayThatHadASessionBeforeFollowsNoCall() {
        // Given
        begin();
        take(null, TO);
        enter(stores.rooms().move(room, s1, 2, ticket(a, new Place.Room(room)), 1_000));

        // When
        RoomChange goes = follow(s1, TO);
        RoomChange drops = drop(s1, TO);

        // Then
        assertThat(List.of(goes, drops)).allSatisfy(change -> {
            assertThat(change.verdict()).isEqualTo(Verdict.SUPERSEDED);
            assertThat(change.delta()).isNull();
        });
        assertThat(call(s1)).as("a session takes its call with it").isNotNull();
        assertThat(change(stores.rooms().follow(room, s1, 2, TO, null)).verdict())
                .isEqualTo(Verdict.DONE);
    }

    @Test
    void whoIsCalledIsLostAndMarkedAndDeniedAsBefore() {
        // Given
        begin();
        take(null, TO);

        // When
        lose(b);
        Member lost = seat(s1);
        change(stores.rooms().mark(room, s1, 1, MemberState.ONLINE));
        RoomChange denied = moderate(Action.DENY, s1);

        // Then
        assertThat(lost.state()).isEqualTo(MemberState.RECONNECTING);
        assertThat(Objects.requireNonNull(lost.standing().call()).to()).isEqualTo(TO);
        assertThat(delta(denied).left())
                .extracting(RosterDelta.Departure::reason)
                .containsExactly(LeaveReason.DENIED);
    }

    @Test
    void nobodyIsCalledOutOfARoomThatIsNoQueue() {
        // Given
        join(host, a, moderator(LOBBY));
        join(s1, b, guest(LOBBY));

        // When
        RoomChange taken = take(null, TO);

        // Then
        assertThat(taken.verdict()).isEqualTo(Verdict.ABSENT);
        assertThat(roster().rules()).isEqualTo(LOBBY);
    }

    @Test
    void theLastTakesAreKept() {
        // Given
        join(host, a, moderator(QUEUE));

        // When
        for (int i = 0; i <= RoomRules.MAX_TAKES; i++) {
            SessionId session = new SessionId("caller-" + i);
            join(session, b, guest(QUEUE));
            take(null, RoomId.reserved("desk-" + i));
            change(stores.rooms().leave(room, session, new Step(1, 2), LeaveReason.MOVED));
        }

        // Then
        assertThat(roster().rules().takes()).hasSize(RoomRules.MAX_TAKES);
        assertThat(roster().rules().take(RoomId.reserved("desk-0"))).isNull();
        assertThat(roster().rules().takes())
                .last()
                .extracting(Take::to)
                .isEqualTo(RoomId.reserved("desk-" + RoomRules.MAX_TAKES));
    }

    @Test
    void aStoreThatHasLostAllHasCallsAndTakesFromTheGateways() {
        // Given
        Standing called = Standing.PLAIN.waiting().called(Call.take(TO, host, NOW.get() + Call.LASTS_MS));
        RoomRules rules = QUEUE.taken(new Take(TO, s1, peerOf(s1), NOW.get()), 7);

        // When
        change(stores.rooms().restore(room, List.of(returning(s1, called)), rules, 9));

        // Then
        assertThat(seat(s1).standing()).isEqualTo(called);
        assertThat(roster().rules()).isEqualTo(rules);
        assertThat(follow(s1, TO).verdict()).isEqualTo(Verdict.DONE);
    }

    @Test
    void aStoreThatHasLostACallHasItFromTheGatewayOfWhoIsCalled() {
        // Given
        begin();
        Standing called = seat(s1).standing().called(Call.take(TO, host, NOW.get() + Call.LASTS_MS));

        // When
        RoomChange restored =
                change(stores.rooms().restore(room, List.of(returning(s1, called)), QUEUE, roster().version()));

        // Then
        assertThat(delta(restored).updated()).extracting(Member::session).containsExactly(s1);
        assertThat(seat(s1).standing()).isEqualTo(called);
        assertThat(take(s1, ELSEWHERE).verdict()).isEqualTo(Verdict.ABSENT);
    }

    @Test
    void aCallThatAGatewayHasMissedStays() {
        // Given
        begin();
        take(null, TO);
        Call call = call(s1);

        // When
        change(stores.rooms().restore(room, List.of(returning(s1, Standing.PLAIN.waiting())), QUEUE, 0));

        // Then
        assertThat(call(s1)).isEqualTo(call);
        assertThat(roster().rules().takes()).hasSize(1);
    }

    private Returning returning(SessionId session, Standing standing) {
        Newcomer newcomer =
                new Newcomer(session, peerOf(session), new Step(1, 1), META, new Entry(standing, true, QUEUE));
        return new Returning(newcomer, MemberState.ONLINE, ticket(b, new Place.Room(room)));
    }
}
