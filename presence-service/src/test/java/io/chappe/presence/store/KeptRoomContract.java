package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.Entry;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.Moderation.Action;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What every store has to do with rooms that are kept when the last has left. */
public abstract class KeptRoomContract extends RuledRoomContract {
    private static final long KEEP_MS = 3_600_000;
    private static final RoomRules KEPT = RoomRules.OPEN.kept(KEEP_MS);
    private static final Entry GUEST = new Entry(Standing.PLAIN, true, KEPT);

    private final SessionId s5 = new SessionId("s5");

    private void leave(SessionId session) {
        change(stores.rooms().leave(room, session, new Step(1, 2), LeaveReason.LEFT));
    }

    /** What a moderator has set, and then everybody has left. */
    private RoomRules setAndLeft() {
        join(host, a, moderator(KEPT));
        join(s1, b, GUEST);
        describe("{\"n\":1}");
        moderate(Action.LOCK, null);
        RoomRules rules = roster().rules();
        leave(host);
        leave(s1);
        return rules;
    }

    @Test
    void aLockedRoomThatIsKeptLetsModeratorsInWhoUnlock() {
        // Given
        RoomRules rules = setAndLeft();

        // When
        JoinResult refused = join(s2, a, GUEST);
        JoinResult back = join(s3, a, moderator(KEPT));

        // Then
        assertThat(verdict(refused)).isEqualTo(Verdict.LOCKED);
        assertThat(verdict(back)).isEqualTo(Verdict.DONE);
        assertThat(roster().rules()).isEqualTo(rules);
        moderate(s3, 1, Action.UNLOCK, null);
        assertThat(verdict(join(s4, b, GUEST))).isEqualTo(Verdict.DONE);
    }

    @Test
    void whenItsTimeIsOverARoomBeginsAnew() {
        // Given
        setAndLeft();
        NOW.addAndGet(KEEP_MS + 1);

        // When
        JoinResult joined = join(s2, a, GUEST);

        // Then
        assertThat(verdict(joined)).isEqualTo(Verdict.DONE);
        assertThat(roster().rules()).isEqualTo(KEPT);
    }

    @Test
    void itsTimeRunsFromWhenTheLastHasLeftWhateverComesAfter() {
        // Given
        setAndLeft();
        NOW.addAndGet(KEEP_MS - 1);
        leave(host);
        join(s2, a, GUEST);
        await(stores.rooms().leaveAll(room, Map.of(s5, 1L), LeaveReason.LOST));

        // When
        JoinResult last = join(s3, a, GUEST);
        NOW.addAndGet(1);
        JoinResult anew = join(s4, a, GUEST);

        // Then
        assertThat(verdict(last)).isEqualTo(Verdict.LOCKED);
        assertThat(verdict(anew)).isEqualTo(Verdict.DONE);
    }

    @Test
    void itsTimeBeginsAgainWhenSomebodyHasBeenThere() {
        // Given
        setAndLeft();
        NOW.addAndGet(KEEP_MS - 1);
        join(s2, a, moderator(KEPT));
        NOW.addAndGet(KEEP_MS);
        await(stores.rooms().leaveAll(room, Map.of(s2, 1L), LeaveReason.LOST));
        NOW.addAndGet(KEEP_MS - 1);

        // When
        JoinResult refused = join(s3, a, GUEST);

        // Then
        assertThat(verdict(refused)).isEqualTo(Verdict.LOCKED);
        assertThat(refused.change().released()).hasSize(1);
    }

    @Test
    void aModeratorWhoKicksTheLastLeavesAKeptRoom() {
        // Given
        join(host, a, moderator(KEPT));
        describe("{}");

        // When
        moderate(Action.KICK, host);

        // Then
        assertThat(verdict(join(s1, a, GUEST))).isEqualTo(Verdict.DONE);
        assertThat(roster().rules().metadata()).isEqualTo(RawJson.of("{}"));
        assertThat(verdict(join(host, a, moderator(KEPT)))).isEqualTo(Verdict.BANNED);
    }

    @Test
    void anAdministratorUnlocksAKeptRoomThatNobodyIsIn() {
        // Given
        setAndLeft();

        // When
        RoomChange unlocked = moderate(Moderation.ADMINISTRATOR, 0, Action.UNLOCK, null);

        // Then
        assertThat(unlocked.verdict()).isEqualTo(Verdict.DONE);
        assertThat(verdict(join(s2, a, GUEST))).isEqualTo(Verdict.DONE);
        assertThat(roster().rules().metadata()).isEqualTo(RawJson.of("{\"n\":1}"));
    }

    @Test
    void anAdministratorFindsNoRoomWhoseTimeIsOver() {
        // Given
        setAndLeft();
        NOW.addAndGet(KEEP_MS + 1);

        // When
        RoomChange unlocked = moderate(Moderation.ADMINISTRATOR, 0, Action.UNLOCK, null);

        // Then
        assertThat(unlocked.verdict()).isEqualTo(Verdict.ABSENT);
    }

    @Test
    void whereNothingIsSetNothingIsKept() {
        // Given
        join(host, a, moderator(KEPT));
        moderate(Action.LOCK, null);
        moderate(Action.UNLOCK, null);

        // When
        leave(host);

        // Then
        join(s1, a, Entry.PLAIN);
        assertThat(roster().rules()).isEqualTo(RoomRules.OPEN);
    }

    @Test
    void whoComesAfterTheSettingsHaveChangedBringsTheNewOnes() {
        // Given
        RoomRules rules = setAndLeft();

        // When
        join(s2, a, moderator(RoomRules.begin(7, true)));

        // Then
        assertThat(roster().rules())
                .isEqualTo(
                        RoomRules.begin(7, true).described(rules.metadata(), 1).locked(true, rules.version()));
        leave(s2);
        assertThat(verdict(join(s3, a, GUEST))).isEqualTo(Verdict.DONE);
        assertThat(roster().rules()).isEqualTo(KEPT);
    }

    @Test
    void nobodyKeepsARoomForLongerThanThirtyDays() {
        // Given
        RoomRules longer = RoomRules.OPEN.kept(10 * RoomRules.MAX_KEEP_MS);
        join(host, a, moderator(longer));
        moderate(Action.LOCK, null);
        leave(host);

        // When
        NOW.addAndGet(RoomRules.MAX_KEEP_MS);

        // Then
        assertThat(verdict(join(s1, a, new Entry(Standing.PLAIN, true, longer))))
                .isEqualTo(Verdict.DONE);
    }

    @Test
    void aGatewayPutsBackForHowLongARoomIsKept() {
        // Given
        RoomRules rules = KEPT.locked(true, 7);
        Newcomer newcomer =
                new Newcomer(host, peerOf(host), new Step(1, 1), RawJson.of("{}"), moderator(RoomRules.OPEN));
        Returning returning = new Returning(newcomer, MemberState.ONLINE, ticket(a, new Place.Room(room)));
        change(stores.rooms().restore(room, List.of(returning), rules, 0));

        // When
        leave(host);

        // Then
        assertThat(verdict(join(s1, a, GUEST))).isEqualTo(Verdict.LOCKED);
    }

    private RoomSummary summary() {
        return Objects.requireNonNull(await(stores.rooms().summary(room)));
    }

    private Verdict ahead(long ms) {
        return await(stores.rooms().ahead(room, ms)).verdict();
    }

    private void set(Moderation moderation) {
        assertThat(await(stores.rooms().moderate(room, Moderation.ADMINISTRATOR, 0, moderation, 10))
                        .verdict())
                .isEqualTo(Verdict.DONE);
    }

    @Test
    void aRoomAheadHasWhatWasSetForWhoComesFirst() {
        // Given
        assertThat(ahead(KEEP_MS)).isEqualTo(Verdict.DONE);
        set(Moderation.describe(RawJson.of("{\"n\":1}")));
        set(new Moderation(Action.LOCK, null, 0));
        NOW.addAndGet(KEEP_MS - 1);

        // When
        JoinResult refused = join(s2, a, new Entry(Standing.PLAIN, true, RoomRules.OPEN));
        JoinResult first = join(host, a, moderator(RoomRules.OPEN));

        // Then
        assertThat(verdict(refused)).isEqualTo(Verdict.LOCKED);
        assertThat(verdict(first)).isEqualTo(Verdict.DONE);
        assertThat(roster().rules().locked()).isTrue();
        assertThat(roster().rules().metadata()).isEqualTo(RawJson.of("{\"n\":1}"));
    }

    @Test
    void aRoomAheadIsListedAndGoneWhenNobodyComes() {
        // Given
        assertThat(await(stores.rooms().summary(room))).isNull();
        assertThat(ahead(0)).isEqualTo(Verdict.ABSENT);

        // When
        assertThat(ahead(KEEP_MS)).isEqualTo(Verdict.DONE);

        // Then
        assertThat(summary().members()).isZero();
        assertThat(await(stores.rooms().list(room.tenant(), room.room().value(), null, 10))
                        .rooms())
                .extracting(RoomSummary::room)
                .contains(room.room());
        NOW.addAndGet(KEEP_MS + 1);
        assertThat(await(stores.rooms().summary(room))).isNull();
    }

    @Test
    void aRoomAheadThatIsForgottenBeginsAnewAndItsVersionGoesOn() {
        // Given
        ahead(KEEP_MS);
        set(new Moderation(Action.LOCK, null, 0));
        long version = summary().version();

        // When
        Verdict forgotten = ahead(0);

        // Then
        assertThat(forgotten).isEqualTo(Verdict.DONE);
        assertThat(await(stores.rooms().summary(room))).isNull();
        assertThat(verdict(join(s2, a, GUEST))).isEqualTo(Verdict.DONE);
        assertThat(roster().rules().locked()).isFalse();
        assertThat(roster().version()).isGreaterThan(version);
    }

    @Test
    void aRoomAheadTwiceKeepsWhatWasSetAndOneThatSomebodyIsInStaysAsItIs() {
        // Given
        ahead(KEEP_MS);
        set(new Moderation(Action.LOCK, null, 0));
        NOW.addAndGet(KEEP_MS - 1);

        // When
        ahead(KEEP_MS);

        // Then
        NOW.addAndGet(KEEP_MS - 1);
        assertThat(summary().rules().locked()).isTrue();
        join(host, a, moderator(RoomRules.OPEN));
        long version = roster().version();
        assertThat(ahead(KEEP_MS)).isEqualTo(Verdict.DONE);
        assertThat(ahead(0)).isEqualTo(Verdict.DONE);
        assertThat(roster().version()).isEqualTo(version);
        assertThat(roster().rules().locked()).isTrue();
    }
}
