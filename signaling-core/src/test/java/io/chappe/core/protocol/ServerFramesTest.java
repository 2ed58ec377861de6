package io.chappe.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.PeerPresence;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerFramesTest {
    private static final RoomId ROOM = new RoomId("r\"oom");
    private static final Member ANN = member("s1", "ann", "{\"name\":\"Ann\"}");
    private static final Member BOB = member("s2", "bob", "null");

    private static Member member(String session, String peer, String meta) {
        return new Member(
                new SessionId(session), new PeerId(peer), new NodeLife(new NodeId("n"), 1), 5, RawJson.of(meta));
    }

    private static Envelope envelope(List<SessionId> targets, long id) {
        return new Envelope(
                new TenantId("t"),
                new SessionId("s1"),
                new PeerId("ann"),
                ROOM,
                5,
                targets,
                id,
                "offer",
                RawJson.of("{\"sdp\":\"v=0\"}"));
    }

    private static String text(byte[] frame) {
        String json = new String(frame, StandardCharsets.UTF_8);
        assertThat(new JsonObject(json)).isNotNull();
        return json;
    }

    @Test
    void writesTheRosterThatANewcomerGets() {
        // When
        String frame = text(ServerFrames.joined(3, ROOM, new Roster(1, 9, List.of(ANN)), new SessionId("s1")));

        // Then
        assertThat(frame)
                .isEqualTo(
                        "{\"type\":\"joined\",\"id\":3,\"room\":\"r\\\"oom\",\"version\":9,\"self\":\"s1\",\"members\":"
                                + "[{\"session\":\"s1\",\"peer\":\"ann\",\"meta\":{\"name\":\"Ann\"},\"state\":\"online\"}]}");
    }

    @Test
    void writesADirectedSignalWithoutItsRoom() {
        // When
        String frame = text(ServerFrames.signal(envelope(List.of(new SessionId("s2")), 0)));

        // Then
        assertThat(frame)
                .isEqualTo("{\"type\":\"signal\",\"from\":{\"session\":\"s1\",\"peer\":\"ann\"},\"kind\":\"offer\","
                        + "\"data\":{\"sdp\":\"v=0\"}}");
    }

    @Test
    void writesABroadcastWithItsRoomAndId() {
        // When
        String frame = text(ServerFrames.signal(envelope(List.of(), 12)));

        // Then
        assertThat(frame).contains("\"room\":\"r\\\"oom\"", "\"id\":12");
    }

    @Test
    void tellsOneChangeByItsName() {
        // When
        String frame = text(ServerFrames.membersChanged(
                ROOM,
                new RosterDelta(
                        1, 10, List.of(), List.of(new RosterDelta.Departure(BOB, LeaveReason.LOST)), List.of())));

        // Then
        assertThat(frame)
                .isEqualTo(
                        "{\"type\":\"member-left\",\"room\":\"r\\\"oom\",\"version\":10,\"member\":"
                                + "{\"session\":\"s2\",\"peer\":\"bob\",\"meta\":null,\"state\":\"online\"},\"reason\":\"lost\"}");
    }

    @Test
    void tellsManyChangesInOneFrame() {
        // When
        String frame = text(
                ServerFrames.membersChanged(ROOM, new RosterDelta(1, 10, List.of(ANN, BOB), List.of(), List.of())));

        // Then
        assertThat(new JsonObject(frame).getJsonArray("joined")).hasSize(2);
        assertThat(frame).startsWith("{\"type\":\"members-changed\"");
    }

    @Test
    void countsWhomABroadcastReached() {
        // When
        String frame = text(ServerFrames.relayed(
                4, new Target.ToRoom(ROOM), new Delivery(2, 1, List.of(new SessionId("s9")), ErrorCode.TIMEOUT)));

        // Then
        assertThat(frame)
                .isEqualTo("{\"type\":\"ack\",\"id\":4,\"status\":\"relayed\",\"sessions\":2,\"missing\":[\"s9\"],"
                        + "\"missingCount\":1}");
    }

    @Test
    void writesErrorsWithAndWithoutAHint() {
        // When
        String withHint = text(ServerFrames.error(4, ErrorCode.UNAVAILABLE, "later", 1000));
        String without = text(ServerFrames.error(0, ErrorCode.BAD_REQUEST, "no", 0));

        // Then
        assertThat(withHint)
                .isEqualTo(
                        "{\"type\":\"error\",\"id\":4,\"code\":\"unavailable\",\"message\":\"later\",\"retryAfterMs\":1000}");
        assertThat(without).isEqualTo("{\"type\":\"error\",\"code\":\"bad_request\",\"message\":\"no\"}");
    }

    @Test
    void writesAMessageThatQuotesHalfASurrogatePair() {
        assertThat(text(ServerFrames.error(1, ErrorCode.BAD_REQUEST, "not a name: \ud83d", 0)))
                .contains("not a name: ?");
    }

    @Test
    void writesPresence() {
        assertThat(text(ServerFrames.presence(new PeerId("ann"), new PeerPresence(1, 2))))
                .isEqualTo("{\"type\":\"presence\",\"peer\":\"ann\",\"state\":\"online\",\"sessions\":2}");
    }

    @Test
    void escapesWhatAMemberMayBeCalled() {
        // When
        String frame = text(ServerFrames.presence(new PeerId("\"},{\\é😀"), new PeerPresence(1, 0)));

        // Then
        assertThat(new JsonObject(frame).getString("peer")).isEqualTo("\"},{\\é😀");
    }
}
