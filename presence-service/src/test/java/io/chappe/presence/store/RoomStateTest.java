package io.chappe.presence.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.RosterWire;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.Entry;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.Moderation.Action;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;
import org.junit.jupiter.api.Test;

class RoomStateTest {
    private static final long NOW = 1_000_000;
    private static final long TEN_MINUTES = 600_000;
    private static final long A_DAY = 86_400_000;
    private static final Moment MOMENT = new Moment(NOW, NOW * 1_000, 42);
    private static final Ticket TICKET = new Ticket(new Hold(new NodeLife(new NodeId("a"), 1), 2), NOW);
    private static final Standing MODERATOR = new Standing(false, true, RawJson.of("{\"role\":\"host\"}"));

    @Test
    void whatIsWrittenIsReadWithItsRulesAndWhoWaits() {
        // Given
        RoomState room = RoomState.begin(MOMENT);
        join(room, "host", MODERATOR, RoomRules.begin(7, true));
        join(room, "guest", Standing.PLAIN, RoomRules.OPEN);
        join(room, "pest", Standing.PLAIN, RoomRules.OPEN);
        moderate(room, Action.DENY, "host", "pest", 60_000);
        WireWriter written = new WireWriter(64);
        WireWriter roster = new WireWriter(64);

        // When
        room.write(written);
        RoomState read = RoomState.read(new WireReader(written.toBytes()));
        read.writeRoster(roster);

        // Then
        Roster told = RosterWire.roster(new WireReader(roster.toBytes()));
        assertThat(told.stamp()).isEqualTo(room.stamp());
        assertThat(told.rules()).isEqualTo(room.roster().rules());
        assertThat(told.seats()).containsExactlyElementsOf(room.roster().seats().toList());
        assertThat(told.waiting(NOW)).hasSize(1);
        assertThat(join(read, "second", MODERATOR, RoomRules.OPEN).verdict()).isEqualTo(Verdict.DONE);
    }

    @Test
    void aRoomWithMembersIsKept() {
        // Given
        RoomState room = RoomState.begin(MOMENT);

        // When
        join(room, "host", MODERATOR, RoomRules.OPEN);

        // Then
        assertThat(room.fadeMs(NOW)).isZero();
    }

    @Test
    void aRoomThatNobodyIsInIsKeptForItsTombstonesOrForItsBans() {
        // Given
        RoomState room = RoomState.begin(MOMENT);
        join(room, "pest", Standing.PLAIN, RoomRules.OPEN);

        // When
        moderate(room, Action.KICK, "pest", "pest", 3_600_000);

        // Then
        assertThat(room.isEmpty()).isFalse();
        assertThat(room.fadeMs(NOW)).isEqualTo(3_600_000);
        assertThat(room.fadeMs(NOW + 3_600_000 - 5)).isEqualTo(TEN_MINUTES);
    }

    @Test
    void noBanKeepsARoomForLongerThanADay() {
        // Given
        RoomState room = RoomState.begin(MOMENT);
        join(room, "pest", Standing.PLAIN, RoomRules.OPEN);

        // When
        moderate(room, Action.KICK, "pest", "pest", 10 * A_DAY);

        // Then
        assertThat(room.fadeMs(NOW)).isEqualTo(A_DAY);
    }

    @Test
    void aRoomThatIsKeptIsRememberedForAsLong() {
        // Given
        RoomState room = RoomState.begin(MOMENT);
        join(room, "host", MODERATOR, RoomRules.OPEN.kept(3 * A_DAY));
        moderate(room, Action.LOCK, "host", "host", 0);

        // When
        room.leave(new SessionId("host"), new Step(1, 2), LeaveReason.LEFT, MOMENT);

        // Then
        assertThat(room.fadeMs(NOW)).isEqualTo(3 * A_DAY);
        assertThat(copy(room).fadeMs(NOW + A_DAY)).isEqualTo(2 * A_DAY);
        assertThat(room.isEmpty()).isFalse();
    }

    private static RoomState copy(RoomState room) {
        WireWriter out = new WireWriter(256);
        room.write(out);
        return RoomState.read(new WireReader(out.toBytes()));
    }

    private static RoomChange join(RoomState room, String session, Standing standing, RoomRules rules) {
        Entry entry = new Entry(standing, true, rules);
        Newcomer newcomer =
                new Newcomer(new SessionId(session), new PeerId(session), new Step(1, 1), RawJson.NULL, entry);
        return room.join(newcomer, TICKET, 10, MOMENT);
    }

    private static void moderate(RoomState room, Action action, String by, String target, long banMs) {
        Moderation moderation = new Moderation(action, new SessionId(target), banMs);
        room.moderate(new SessionId(by), 1, moderation, 10, MOMENT);
    }
}
