package io.chappe.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;
import io.chappe.core.model.Take;
import io.chappe.core.model.WaitingPlace;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomFramesTest {
    private static final RoomId ROOM = new RoomId("class");
    private static final Member ANN = member("s1", "ann", new Standing(false, true, RawJson.of("{\"name\":\"Ann\"}")));
    private static final Member BOB = member("s2", "bob", Standing.PLAIN.waiting());

    private static Member member(String session, String peer, Standing standing) {
        return new Member(
                new SessionId(session),
                new PeerId(peer),
                new NodeLife(new NodeId("n"), 1),
                1,
                5,
                MemberState.ONLINE,
                RawJson.NULL,
                standing);
    }

    private static String text(byte[] frame) {
        return new String(frame, StandardCharsets.UTF_8);
    }

    @Test
    void tellsOfModeratorsAndTheLockAndNotOfWhoWaits() {
        // Given
        Roster roster = new Roster(1, 9, 8, List.of(ANN, BOB), RoomRules.OPEN.locked(true, 9));

        // When
        String frame = text(RoomFrames.joined(0, ROOM, roster, ANN.session()));

        // Then
        assertThat(frame)
                .isEqualTo("{\"type\":\"joined\",\"room\":\"class\",\"version\":9,\"self\":\"s1\",\"locked\":true,"
                        + "\"members\":[{\"session\":\"s1\",\"peer\":\"ann\",\"meta\":null,\"state\":\"online\","
                        + "\"moderator\":true,\"attributes\":{\"name\":\"Ann\"}}]}");
    }

    @Test
    void tellsModeratorsWhoWaits() {
        assertThat(text(RoomFrames.lobby(ROOM, 70, List.of(BOB))))
                .isEqualTo("{\"type\":\"lobby\",\"room\":\"class\",\"count\":70,\"waiting\":"
                        + "[{\"session\":\"s2\",\"peer\":\"bob\",\"meta\":null,\"state\":\"online\"}]}");
    }

    @Test
    void tellsWhoWaitsOfItsPlace() {
        assertThat(text(RoomFrames.waiting(4, ROOM, new WaitingPlace(2, null))))
                .isEqualTo("{\"type\":\"waiting\",\"id\":4,\"room\":\"class\",\"position\":2}");
        assertThat(text(RoomFrames.waiting(0, ROOM, new WaitingPlace(1, 30_000L))))
                .isEqualTo("{\"type\":\"waiting\",\"room\":\"class\",\"position\":1,\"expectedMs\":30000}");
    }

    @Test
    void tellsAnAgentWhomItHasTaken() {
        // Given
        Take take = new Take(RoomId.reserved("a"), BOB.session(), BOB.peer(), 7);

        // When
        String frame = text(RoomFrames.taken(3, ROOM, take));

        // Then
        assertThat(frame)
                .isEqualTo("{\"type\":\"taken\",\"id\":3,\"room\":\"class\",\"session\":\"s2\",\"peer\":\"bob\","
                        + "\"to\":\"~a\"}");
    }

    @Test
    void tellsWhoWasTakenWhereTo() {
        assertThat(text(RoomFrames.moved(ROOM, RoomId.reserved("a"))))
                .isEqualTo("{\"type\":\"left\",\"room\":\"class\",\"reason\":\"moved\",\"to\":\"~a\"}");
    }

    @Test
    void tellsAModeratorWhomItHasMoved() {
        assertThat(text(RoomFrames.moved(3, ROOM, BOB.session(), new RoomId("b"))))
                .isEqualTo("{\"type\":\"moved\",\"id\":3,\"room\":\"class\",\"session\":\"s2\",\"to\":\"b\"}");
    }

    @Test
    void tellsOfALock() {
        assertThat(text(RoomFrames.roomUpdated(ROOM, 12, RoomRules.OPEN.locked(true, 12))))
                .isEqualTo("{\"type\":\"room-updated\",\"room\":\"class\",\"version\":12,\"locked\":true,"
                        + "\"metadata\":null}");
    }

    @Test
    void tellsWhatARoomIsAbout() {
        // Given
        RoomRules rules = RoomRules.OPEN.described(RawJson.of("{\"n\": 1}"), 9);
        Roster roster = new Roster(1, 9, 9, List.of(ANN), rules);
        JsonWriter welcome = JsonWriter.message("welcome", 64).object("rooms");

        // When
        String updated = text(RoomFrames.roomUpdated(ROOM, 9, rules));
        String joined = text(RoomFrames.joined(2, ROOM, roster, ANN.session()));
        RoomFrames.resumed(welcome, new Welcome.Room(ROOM, roster, 8), ANN.session());

        // Then
        assertThat(updated)
                .isEqualTo("{\"type\":\"room-updated\",\"room\":\"class\",\"version\":9,\"locked\":false,"
                        + "\"metadata\":{\"n\": 1}}");
        assertThat(joined).contains("\"metadata\":{\"n\": 1},\"members\":[").doesNotContain("locked");
        assertThat(text(welcome.close('}').end())).contains("\"version\":9,\"metadata\":{\"n\": 1},\"members\":[");
    }

    @Test
    void aSessionThatGoesOnIsToldThatItStillWaits() {
        // Given
        Roster roster = new Roster(1, 9, 8, List.of(ANN, BOB));
        JsonWriter out = JsonWriter.message("welcome", 64).object("rooms");

        // When
        RoomFrames.resumed(out, new Welcome.Room(ROOM, roster, 9), BOB.session());

        // Then
        assertThat(text(out.close('}').end()))
                .isEqualTo("{\"type\":\"welcome\",\"rooms\":{\"class\":{\"waiting\":1}}}");
    }
}
