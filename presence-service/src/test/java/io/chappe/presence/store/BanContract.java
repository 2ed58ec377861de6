package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.Entry;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.RosterDelta.Departure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store has to do about bans that an administrator says and lifts. */
public abstract class BanContract extends RuledRoomContract {
    private static final PeerId PEST = new PeerId("\"pest\u20ac/[1]");
    private static final PeerId OTHER = new PeerId("other");

    private RoomChange ban(PeerId peer, long banMs) {
        return change(stores.rooms().ban(room, peer, banMs));
    }

    @Test
    void whoIsBannedLeavesWithAllThatItHasInTheRoom() {
        // Given
        join(host, a, moderator(LOBBY));
        join(s1, PEST, b, moderator(LOBBY));
        join(s2, PEST, a, guest(LOBBY));

        // When
        RoomChange banned = ban(PEST, BAN_MS);

        // Then
        assertThat(delta(banned).left())
                .extracting(departure -> departure.member().session())
                .containsExactlyInAnyOrder(s1, s2);
        assertThat(delta(banned).left()).extracting(Departure::reason).containsOnly(LeaveReason.KICKED);
        assertThat(delta(banned).rules())
                .isEqualTo(RoomRules.begin(0, true)
                        .banned(
                                PEST,
                                NOW.get() + BAN_MS,
                                NOW.get(),
                                delta(banned).version()));
        assertThat(banned.released()).hasSize(2);
        assertThat(banned.concerned()).containsExactlyInAnyOrder(a.node(), b.node());
        assertThat(roster().seats()).extracting(Member::session).containsExactly(host);
        assertThat(verdict(join(s1, PEST, b, moderator(LOBBY)))).isEqualTo(Verdict.BANNED);
    }

    @Test
    void whoIsNotThereIsBannedTooAndMembersSeeNothingOfIt() {
        // Given
        join(host, a, moderator(RoomRules.OPEN));
        long shown = roster().shownVersion();

        // When
        RoomChange banned = ban(PEST, BAN_MS);

        // Then
        assertThat(banned.verdict()).isEqualTo(Verdict.DONE);
        assertThat(delta(banned).left()).isEmpty();
        assertThat(roster().shownVersion()).isEqualTo(shown);
        assertThat(verdict(join(s1, PEST, a, Entry.PLAIN))).isEqualTo(Verdict.BANNED);
    }

    @Test
    void theLatestBanCounts() {
        // Given
        join(host, a, moderator(RoomRules.OPEN));
        ban(PEST, 3_600_000);
        ban(PEST, BAN_MS);

        // When
        NOW.addAndGet(BAN_MS);
        JoinResult over = join(s1, PEST, a, Entry.PLAIN);

        // Then
        assertThat(verdict(over)).isEqualTo(Verdict.DONE);
    }

    @Test
    void aLiftedBanIsOverAndTheOthersAreNot() {
        // Given
        join(host, a, moderator(RoomRules.OPEN));
        List.of(PEST, OTHER).forEach(peer -> ban(peer, BAN_MS));

        // When
        RoomChange lifted = ban(PEST, 0);
        RoomChange again = ban(PEST, 0);

        // Then
        assertThat(delta(lifted).left()).isEmpty();
        assertThat(roster().rules().bans()).containsOnlyKeys(OTHER);
        assertThat(roster().rules().version()).isEqualTo(delta(lifted).version());
        assertThat(again.verdict()).isEqualTo(Verdict.ABSENT);
        assertThat(again.delta()).isNull();
        assertThat(verdict(join(s1, PEST, a, Entry.PLAIN))).isEqualTo(Verdict.DONE);
        assertThat(verdict(join(s2, OTHER, a, Entry.PLAIN))).isEqualTo(Verdict.BANNED);
    }

    @Test
    void aBanIsLiftedAlsoWhileNobodyIsInTheRoom() {
        // Given
        join(s1, PEST, a, Entry.PLAIN);
        ban(PEST, BAN_MS);

        // When
        RoomChange lifted = ban(PEST, 0);

        // Then
        assertThat(lifted.verdict()).isEqualTo(Verdict.DONE);
        assertThat(lifted.concerned()).isEmpty();
        assertThat(verdict(join(s1, PEST, a, Entry.PLAIN))).isEqualTo(Verdict.DONE);
        assertThat(roster().rules()).isEqualTo(RoomRules.OPEN);
    }

    @Test
    void whatIsNotThereIsNeitherBannedFromNorLetInAgain() {
        // Given
        join(s1, PEST, a, Entry.PLAIN);
        change(stores.rooms().leave(room, s1, new Step(1, 2), LeaveReason.LEFT));

        // When
        RoomChange banned = ban(PEST, BAN_MS);
        RoomChange lifted = ban(PEST, 0);

        // Then
        assertThat(List.of(banned, lifted)).extracting(RoomChange::verdict).containsOnly(Verdict.ABSENT);
        assertThat(List.of(banned, lifted))
                .extracting(RoomChange::concerned)
                .allSatisfy(nodes -> assertThat(nodes).isEmpty());
        assertThat(verdict(join(s2, PEST, a, Entry.PLAIN))).isEqualTo(Verdict.DONE);
    }

    @Test
    void aBanThatIsOverIsNoneToLift() {
        // Given
        join(host, a, moderator(RoomRules.OPEN));
        ban(PEST, BAN_MS);
        NOW.addAndGet(BAN_MS);

        // When
        RoomChange lifted = ban(PEST, 0);

        // Then
        assertThat(lifted.verdict()).isEqualTo(Verdict.ABSENT);
    }
}
