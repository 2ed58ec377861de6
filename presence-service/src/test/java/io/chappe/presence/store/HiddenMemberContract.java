package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.Entry;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.Moderation.Action;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store has to do with members whom no other member sees. */
public abstract class HiddenMemberContract extends RuledRoomContract {
    private static final Entry HIDDEN = hidden(RoomRules.OPEN);

    private static Entry hidden(RoomRules rules) {
        return new Entry(Standing.PLAIN.hiding(), true, rules);
    }

    private void leave(SessionId session) {
        change(stores.rooms().leave(room, session, new Step(1, 2), LeaveReason.LEFT));
    }

    @Test
    void nothingOfAHiddenMemberIsAShownChange() {
        // Given
        join(host, a, moderator(RoomRules.OPEN));
        Roster before = roster();

        // When
        RoomChange joined = join(s1, b, HIDDEN).change();
        change(stores.rooms().update(room, s1, 1, RawJson.of("{\"n\":2}")));
        change(stores.rooms().mark(room, s1, 1, MemberState.RECONNECTING));
        change(stores.rooms()
                .move(room, s1, 2, ticket(a, new Place.Room(room)), 100)
                .map(JoinResult::change));
        RoomLoss loss = lose(b);
        RosterDelta left = delta(change(stores.rooms().leave(room, s1, new Step(2, 1), LeaveReason.LEFT)));

        // Then
        assertThat(before.shown(delta(joined)).isEmpty()).isTrue();
        assertThat(loss.seats()).isEmpty();
        assertThat(left.left()).hasSize(1);
        assertThat(roster().shownVersion()).isEqualTo(before.shownVersion());
        assertThat(roster().version()).isEqualTo(before.version() + 5);
        assertThat(roster().stamp().digest()).isEqualTo(before.stamp().digest());
    }

    @Test
    void itIsRoutedTo() {
        // Given
        join(host, a, moderator(RoomRules.OPEN));

        // When
        RoomChange joined = join(s1, b, HIDDEN).change();

        // Then
        assertThat(joined.nodes()).contains(b.node());
        assertThat(roster().hidden()).containsExactly(seat(s1));
        assertThat(roster().members()).containsExactly(seat(host));
        assertThat(seat(s1).standing()).isEqualTo(HIDDEN.standing());
    }

    @Test
    void itTakesNobodysPlace() {
        // Given
        RoomRules pair = RoomRules.begin(2, false);
        join(host, a, moderator(pair));
        join(s1, b, hidden(pair));
        join(s2, b, hidden(pair));

        // When
        JoinResult second = join(s3, a, new Entry(Standing.PLAIN, true, pair));
        JoinResult third = join(s4, a, new Entry(Standing.PLAIN, true, pair));
        JoinResult hidden = join(new SessionId("s5"), a, hidden(pair));

        // Then
        assertThat(List.of(verdict(second), verdict(third), verdict(hidden)))
                .containsExactly(Verdict.DONE, Verdict.FULL, Verdict.DONE);
    }

    @Test
    void itPassesTheLobbyAndNotTheLock() {
        // Given
        join(host, a, moderator(LOBBY));

        // When
        JoinResult joined = join(s1, b, hidden(LOBBY));

        // Then
        assertThat(verdict(joined)).isEqualTo(Verdict.DONE);
        assertThat(roster().hasLobby()).isFalse();
        moderate(Action.LOCK, null);
        assertThat(verdict(join(s2, b, hidden(LOBBY)))).isEqualTo(Verdict.LOCKED);
    }

    @Test
    void aRoomWithHiddenMembersAloneIsLikeOneThatNobodyIsIn() {
        // Given
        join(host, a, moderator(RoomRules.OPEN));
        join(s1, b, HIDDEN);
        moderate(Action.LOCK, null);
        leave(host);

        // When
        JoinResult closed = join(s2, a, new Entry(Standing.PLAIN, false, RoomRules.OPEN));
        JoinResult another = join(s3, b, HIDDEN);
        JoinResult joined = join(s4, a, new Entry(Standing.PLAIN, true, RoomRules.begin(7, false)));

        // Then
        assertThat(verdict(closed)).isEqualTo(Verdict.CLOSED);
        assertThat(verdict(another)).isEqualTo(Verdict.LOCKED);
        assertThat(verdict(joined)).isEqualTo(Verdict.DONE);
        assertThat(roster().rules()).isEqualTo(RoomRules.begin(7, false));
        assertThat(roster().hidden()).hasSize(1);
    }

    @Test
    void aKeptRoomWithHiddenMembersAloneIsKept() {
        // Given
        RoomRules kept = RoomRules.OPEN.kept(60_000);
        join(host, a, moderator(kept));
        join(s1, b, hidden(kept));
        moderate(Action.LOCK, null);
        leave(host);

        // When
        JoinResult refused = join(s2, a, new Entry(Standing.PLAIN, true, kept));

        // Then
        assertThat(verdict(refused)).isEqualTo(Verdict.LOCKED);
    }

    @Test
    void itModeratesAndIsKicked() {
        // Given
        join(s1, b, new Entry(MODERATOR.hiding(), true, RoomRules.OPEN));
        join(host, a, moderator(RoomRules.OPEN));
        Roster before = roster();

        // When
        RoomChange locked = moderate(s1, 1, Action.LOCK, null);
        RoomChange kicked = moderate(Action.KICK, s1);

        // Then
        assertThat(locked.verdict()).isEqualTo(Verdict.DONE);
        assertThat(kicked.concerned()).contains(b.node());
        assertThat(delta(kicked).left()).hasSize(1);
        assertThat(before.shown(delta(kicked)).hasMembers()).isFalse();
        assertThat(roster().hidden()).isEmpty();
        assertThat(verdict(join(s1, b, HIDDEN))).isEqualTo(Verdict.BANNED);
    }

    @Test
    void aGatewayPutsItBackAsHidden() {
        // Given
        join(host, a, moderator(RoomRules.OPEN));
        Newcomer newcomer = new Newcomer(s1, peerOf(s1), new Step(1, 1), RawJson.of("{}"), HIDDEN);
        long shown = roster().shownVersion();

        // When
        RoomChange change = change(
                stores.rooms().restore(room, List.of(returning(newcomer, b)), RoomRules.OPEN, roster().version()));

        // Then
        assertThat(delta(change).joined()).hasSize(1);
        assertThat(roster().hidden()).containsExactly(seat(s1));
        assertThat(roster().shownVersion()).isEqualTo(shown);
        await(stores.rooms().leaveAll(room, Map.of(s1, 1L), LeaveReason.LOST));
        assertThat(roster().hidden()).isEmpty();
        assertThat(roster().shownVersion()).isEqualTo(shown);
    }

    private Returning returning(Newcomer newcomer, NodeLife home) {
        return new Returning(newcomer, MemberState.ONLINE, ticket(home, new Place.Room(room)));
    }
}
