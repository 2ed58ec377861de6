package io.chappe.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.PeerPresence;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PresenceState;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.RosterNews;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServerFramesTest {
    private static final RoomId ROOM = new RoomId("r\"oom");
    private static final Member ANN = member("s1", "ann", "{\"name\":\"Ann\"}");
    private static final Member BOB = member("s2", "bob", "null");

    private static Member member(String session, String peer, String meta) {
        return new Member(
                new SessionId(session),
                new PeerId(peer),
                new NodeLife(new NodeId("n"), 1),
                1,
                5,
                MemberState.ONLINE,
                RawJson.of(meta));
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
                RawJson.of("{\"sdp\":\"v=0\"}"),
                1,
                false,
                0,
                3_000,
                targets.isEmpty());
    }

    private static String text(FrameBuffer frame) {
        return text(Arrays.copyOf(frame.array(), frame.length()));
    }

    private static String text(byte[] frame) {
        String json = new String(frame, StandardCharsets.UTF_8);
        assertThat(new JsonObject(json)).isNotNull();
        return json;
    }

    @Test
    void writesTheRosterThatANewcomerGets() {
        // When
        String frame = text(RoomFrames.joined(3, ROOM, new Roster(1, 9, 8, List.of(ANN)), new SessionId("s1")));

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
    void writesAShorterFrameOverALongerOne() {
        // Given
        FrameBuffer buffer = new FrameBuffer().signal(envelope(List.of(new SessionId("s2")), 0));

        // When
        buffer.ack(1_234_567_890, new Target.ToSession(new SessionId("s")), Want.RELAYED, Delivery.ONE);

        // Then
        assertThat(text(buffer)).isEqualTo("{\"type\":\"ack\",\"id\":1234567890,\"status\":\"relayed\"}");
    }

    @Test
    void writesABroadcastWithItsRoomAndId() {
        // When
        String frame = text(ServerFrames.signal(envelope(List.of(), 12)));

        // Then
        assertThat(frame).contains("\"room\":\"r\\\"oom\"", "\"id\":12");
    }

    @Test
    void writesASignalThatIsToBeAcknowledged() {
        // Given
        Envelope plain = envelope(List.of(new SessionId("s2")), 7);

        // When
        String frame = text(ServerFrames.signal(new Envelope(
                plain.tenant(),
                plain.from(),
                plain.peer(),
                plain.room(),
                plain.joinVersion(),
                plain.targets(),
                plain.id(),
                plain.kind(),
                plain.data(),
                1,
                true,
                5,
                10_000,
                false)));

        // Then
        assertThat(frame).contains("\"id\":7,\"want\":\"received\",\"prev\":5,\"kind\":\"offer\"");
    }

    @Test
    void acknowledgesWhatATargetsClientHasAcknowledged() {
        assertThat(text(new FrameBuffer()
                        .ack(4, new Target.ToSession(new SessionId("s")), Want.RECEIVED, Delivery.ONE)))
                .isEqualTo("{\"type\":\"ack\",\"id\":4,\"status\":\"received\"}");
    }

    @Test
    void welcomesANewSession() {
        // When
        JsonObject frame = new JsonObject(text(ServerFrames.welcome(welcome(null))));

        // Then
        assertThat(frame.getBoolean("resumed")).isFalse();
        assertThat(frame.containsKey("rooms")).isFalse();
        assertThat(frame.getString("secret")).isEqualTo("a secret");
        assertThat(frame.getLong("resumeWindowMs")).isEqualTo(20_000);
        assertThat(frame.getLong("pingIntervalMs")).isEqualTo(25_000);
        assertThat(frame.getJsonObject("limits").getLong("messageBytes")).isEqualTo(65_536);
    }

    @Test
    void welcomesASessionThatGoesOnWithWhatItHasMissed() {
        // Given
        Roster roster = new Roster(1, 9, 8, List.of(ANN, BOB.withState(MemberState.RECONNECTING)));
        List<Welcome.Room> rooms =
                List.of(new Welcome.Room(ROOM, roster, 7), new Welcome.Room(new RoomId("seen"), roster, 8));

        // When
        String frame = text(ServerFrames.welcome(welcome(rooms)));

        // Then
        assertThat(frame)
                .contains("\"resumed\":true,\"rooms\":{\"r\\\"oom\":{\"version\":9,\"members\":[{")
                // In any order.
                .contains("{\"session\":\"s1\",\"peer\":\"ann\",\"meta\":{\"name\":\"Ann\"},\"state\":\"online\"}")
                .contains("{\"session\":\"s2\",\"peer\":\"bob\",\"meta\":null,\"state\":\"reconnecting\"}")
                .contains("}]},\"seen\":{\"version\":9,\"same\":true}},\"resumeWindowMs\":20000");
    }

    @Test
    void keepsTheSecretOutOfLogs() {
        assertThat(welcome(null).toString()).doesNotContain("a secret");
    }

    private static Welcome welcome(@Nullable List<Welcome.Room> resumed) {
        return new Welcome(
                new Welcome.Self(new SessionId("s1"), "a secret", new PeerId("ann"), new TenantId("t")),
                resumed,
                20_000,
                25_000,
                65_536,
                new Welcome.Ice(RawJson.of("[]"), null),
                List.of("reports"),
                List.of(),
                null);
    }

    @Test
    void tellsOfServersForCallsAndWhenTheirCredentialsAreOver() {
        assertThat(text(ServerFrames.iceServers(new Welcome.Ice(RawJson.of("[{}]"), 60_000L))))
                .isEqualTo("{\"type\":\"ice-servers\",\"iceServers\":[{}],\"iceExpiresInMs\":60000}");
        assertThat(text(ServerFrames.iceServers(new Welcome.Ice(RawJson.of("[]"), null))))
                .isEqualTo("{\"type\":\"ice-servers\",\"iceServers\":[]}");
    }

    @Test
    void tellsHowLongATokenLasts() {
        assertThat(text(ServerFrames.refreshed(7, 3_600_000)))
                .isEqualTo("{\"type\":\"ack\",\"id\":7,\"expiresInMs\":3600000}");
        assertThat(text(ServerFrames.tokenExpiring(60_000)))
                .isEqualTo("{\"type\":\"token-expiring\",\"expiresInMs\":60000}");
    }

    @Test
    void tellsWhenAndWhereToGo() {
        // When
        String frame = text(ServerFrames.goAway("drain", 250, 60_000, List.of("wss://b.example/v1/signal")));

        // Then
        assertThat(frame)
                .isEqualTo("{\"type\":\"go-away\",\"reason\":\"drain\",\"reconnectAfterMs\":250,"
                        + "\"deadlineMs\":60000,\"urls\":[\"wss://b.example/v1/signal\"]}");
    }

    @Test
    void tellsOneChangeByItsName() {
        // When
        String frame = text(RoomFrames.membersChanged(
                ROOM,
                new RosterNews(new RosterDelta(
                        1, 10, List.of(), List.of(new RosterDelta.Departure(BOB, LeaveReason.LOST)), List.of()))));

        // Then
        assertThat(frame)
                .isEqualTo(
                        "{\"type\":\"member-left\",\"room\":\"r\\\"oom\",\"version\":10,\"member\":"
                                + "{\"session\":\"s2\",\"peer\":\"bob\",\"meta\":null,\"state\":\"online\"},\"reason\":\"lost\"}");
    }

    @Test
    void tellsManyChangesInOneFrame() {
        // When
        String frame = text(RoomFrames.membersChanged(
                ROOM, new RosterNews(new RosterDelta(1, 10, List.of(ANN, BOB), List.of(), List.of()))));

        // Then
        assertThat(new JsonObject(frame).getJsonArray("joined")).hasSize(2);
        assertThat(frame).startsWith("{\"type\":\"members-changed\"");
        assertThat(frame).doesNotContain("count");
    }

    @Test
    void tellsOneChangeOfALargeRoomAsAList() {
        // Given
        RosterDelta one = new RosterDelta(1, 10, List.of(ANN), List.of(), List.of());

        // When
        String frame = text(RoomFrames.membersChanged(ROOM, new RosterNews(one, 501, true)));

        // Then
        assertThat(frame)
                .startsWith(
                        "{\"type\":\"members-changed\",\"room\":\"r\\\"oom\",\"version\":10,\"count\":501,\"joined\":[{");
    }

    @Test
    void namesSomeOfALargeRoom() {
        // Given
        List<Member> many = IntStream.rangeClosed(1, 501)
                .mapToObj(i -> new Member(
                        new SessionId("s" + i),
                        new PeerId("p"),
                        new NodeLife(new NodeId("n"), 1),
                        1,
                        i,
                        MemberState.ONLINE,
                        RawJson.NULL))
                .toList();

        // When
        JsonObject frame =
                new JsonObject(text(RoomFrames.joined(1, ROOM, new Roster(1, 501, 501, many), new SessionId("s501"))));

        // Then
        assertThat(frame.getInteger("count")).isEqualTo(501);
        assertThat(frame.getJsonArray("members")).hasSize(500);
    }

    @Test
    void countsWhomABroadcastReached() {
        // When
        String frame = text(new FrameBuffer()
                .ack(
                        4,
                        new Target.ToRoom(ROOM),
                        Want.RELAYED,
                        new Delivery(2, 0, 1, List.of(new SessionId("s9")), ErrorCode.TIMEOUT)));

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
        assertThat(text(ServerFrames.presence(new PeerId("ann"), new PeerPresence(1, PresenceState.RECONNECTING, 2))))
                .isEqualTo("{\"type\":\"presence\",\"peer\":\"ann\",\"state\":\"reconnecting\",\"sessions\":2}");
    }

    @Test
    void escapesWhatAMemberMayBeCalled() {
        // When
        String frame =
                text(ServerFrames.presence(new PeerId("\"},{\\é😀"), new PeerPresence(1, PresenceState.OFFLINE, 0)));

        // Then
        assertThat(new JsonObject(frame).getString("peer")).isEqualTo("\"},{\\é😀");
    }
}
