package io.chappe.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientFramesTest {
    private static ClientMessage read(String json) throws ProtocolException {
        return ClientFrames.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsHello() throws Exception {
        // When
        ClientMessage message = read("{\"type\":\"hello\",\"tenant\":\"t\",\"peer\":\"ann\",\"client\":\"x/1\"}");

        // Then
        assertThat(message)
                .isEqualTo(new ClientMessage.Hello(new TenantId("t"), new PeerId("ann"), null, null, false, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "peer"})
    void refusesAnEmptyNameInAHelloWithWordsThatHelp(String field) {
        assertThatThrownBy(() -> read("{\"type\":\"hello\",\"" + field + "\":\"\"}"))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("\"" + field + "\" must not be empty; leave it out, or name one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"type\":\"join\",\"room\":\"r\"", "\"type\":\"update\"", "\"type\":\"update\",\"room\":\"r\""})
    void refusesAMetaOfMoreThanFourKiB(String rest) throws Exception {
        // Given
        String fits = "\"" + "ä".repeat(2047) + "\"";
        String frame = "{\"id\":7," + rest + ",\"meta\":";
        assertThat(read(frame + fits + "}")).isInstanceOf(ClientMessage.Request.class);

        // When
        ProtocolException refused =
                catchThrowableOfType(ProtocolException.class, () -> read(frame + "[" + fits + "]}"));

        // Then
        assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(refused.id()).isEqualTo(7);
        assertThat(refused).hasMessage("\"meta\" has 4098 bytes; at most 4096 may be sent");
    }

    @Test
    void readsWhatASessionIsResumedBy() throws Exception {
        // When
        ClientMessage message = read("{\"type\":\"hello\",\"acks\":true,\"resume\":{\"session\":\"s\",\"new\":[{}],"
                + "\"rooms\":{\"a\":1700000000000000,\"b\":2},\"secret\":\"only mine\"},\"peer\":\"ann\"}");

        // Then
        Resume resume = new Resume(
                new SessionId("s"), "only mine", Map.of(new RoomId("a"), 1_700_000_000_000_000L, new RoomId("b"), 2L));
        assertThat(message).isEqualTo(new ClientMessage.Hello(null, new PeerId("ann"), null, resume, true, null));
        assertThat(message.toString()).doesNotContain("only mine");
    }

    @Test
    void readsAnAcknowledgement() throws Exception {
        assertThat(read("{\"type\":\"ack\",\"from\":\"s\",\"id\":9}"))
                .isEqualTo(new ClientMessage.Ack(new SessionId("s"), 9));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\0',
            delimiter = '|',
            value = {
                "\"id\":5|RELAYED|0|3000",
                "\"want\":\"relayed\",\"timeoutMs\":1|RELAYED|0|1",
                "\"want\":\"received\",\"id\":5|RECEIVED|0|10000",
                "\"prev\":4,\"want\":\"received\",\"id\":5,\"timeoutMs\":60000|RECEIVED|4|60000"
            })
    void readsWhatASenderWaitsFor(String fields, Want want, long prev, int timeoutMs) throws Exception {
        // When
        ClientMessage.Signal signal = (ClientMessage.Signal)
                read("{\"type\":\"signal\",\"to\":{\"session\":\"s\"},\"kind\":\"k\",\"data\":1," + fields + "}");

        // Then
        assertThat(signal.want()).isEqualTo(want);
        assertThat(signal.prev()).isEqualTo(prev);
        assertThat(signal.timeoutMs()).isEqualTo(timeoutMs);
    }

    @Test
    void keepsTheTokenOutOfLogs() throws Exception {
        // When
        ClientMessage message = read("{\"type\":\"hello\",\"token\":\"secret-token\"}");

        // Then
        assertThat(message.toString()).doesNotContain("secret");
    }

    @Test
    void readsARefreshAndKeepsItsTokenOutOfLogs() throws Exception {
        // When
        ClientMessage message = read("{\"type\":\"refresh\",\"id\":4,\"token\":\"a.b.c\"}");

        // Then
        assertThat(message).isEqualTo(new ClientMessage.Refresh(4, "a.b.c"));
        assertThat(message.toString()).doesNotContain("a.b.c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "admit  |                                  | ADMIT  |   | 0",
                "admit  | , \"session\": \"s\"               | ADMIT  | s | 0",
                "deny   | , \"session\": \"s\"               | DENY   | s | 60000",
                "kick   | , \"session\": \"s\"               | KICK   | s | 600000",
                "kick   | , \"session\": \"s\", \"banMs\": 60000 | KICK | s | 60000",
                "lock   |                                  | LOCK   |   | 0",
                "unlock |                                  | UNLOCK |   | 0"
            })
    void readsWhatAModeratorDoes(
            String type, @Nullable String rest, Moderation.Action action, @Nullable String target, long banMs)
            throws Exception {
        // Given
        String frame = "{\"type\": \"" + type + "\", \"id\": 3, \"room\": \"r\"" + (rest == null ? "" : rest) + "}";

        // When
        ClientMessage message = read(frame);

        // Then
        SessionId session = target == null ? null : new SessionId(target);
        assertThat(message)
                .isEqualTo(new ClientMessage.Moderate(3, new RoomId("r"), new Moderation(action, session, banMs)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"title\": \"Physics\"}", "{}", "null"})
    void readsWhatAModeratorTellsOfARoom(String metadata) throws Exception {
        // When
        ClientMessage message =
                read("{\"type\": \"update-room\", \"id\": 3, \"room\": \"r\", \"metadata\": " + metadata + "}");

        // Then
        assertThat(message)
                .isEqualTo(new ClientMessage.Moderate(3, new RoomId("r"), Moderation.describe(RawJson.of(metadata))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", \"metadata\": []",
                ", \"metadata\": \"null\"",
                ", \"metadata\": 1",
                ", \"metadata\": {}, \"metadata\": {}"
            })
    void refusesWhatIsNoMetadata(String rest) {
        assertThatThrownBy(() -> read("{\"type\": \"update-room\", \"id\": 3, \"room\": \"r\"" + rest + "}"))
                .isInstanceOfSatisfying(ProtocolException.class, bad -> {
                    assertThat(bad.code()).isEqualTo(ErrorCode.BAD_REQUEST);
                    assertThat(bad.id()).isEqualTo(3);
                });
    }

    @Test
    void metadataHasAsMuchAsMeta() throws Exception {
        // Given
        String most = "{\"a\":\"" + "x".repeat(ClientFrames.MAX_META - 8) + "\"}";
        String start = "{\"type\": \"update-room\", \"id\": 3, \"room\": \"r\", \"metadata\": ";

        // When
        ClientMessage message = read(start + most + "}");

        // Then
        assertThat(message).isInstanceOf(ClientMessage.Moderate.class);
        assertThatThrownBy(() -> read(start + " " + most.replace("x\"", "xx\"") + "}"))
                .isInstanceOfSatisfying(
                        ProtocolException.class,
                        large -> assertThat(large.code()).isEqualTo(ErrorCode.TOO_LARGE));
    }

    @Test
    void readsWhomAnAgentTakes() throws Exception {
        // When
        ClientMessage next = read("{\"type\": \"take\", \"id\": 3, \"room\": \"r\"}");
        ClientMessage chosen = read("{\"type\": \"take\", \"id\": 3, \"room\": \"r\", \"session\": \"s\"}");

        // Then
        assertThat(next).isEqualTo(new ClientMessage.Take(3, new RoomId("r"), null));
        assertThat(chosen).isEqualTo(new ClientMessage.Take(3, new RoomId("r"), new SessionId("s")));
    }

    @Test
    void readsWhomAModeratorMovesWhere() throws Exception {
        // When
        ClientMessage move =
                read("{\"type\": \"move\", \"id\": 3, \"room\": \"r\", \"session\": \"s\", \"to\": \"other\"}");

        // Then
        assertThat(move).isEqualTo(new ClientMessage.Move(3, new RoomId("r"), new SessionId("s"), new RoomId("other")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"move\", \"id\": 3, \"room\": \"r\", \"session\": \"s\"}",
                "{\"type\": \"move\", \"id\": 3, \"room\": \"r\", \"to\": \"other\"}",
                "{\"type\": \"move\", \"id\": 3, \"room\": \"r\", \"session\": \"s\", \"to\": \"\"}",
                "{\"type\": \"move\", \"id\": 3, \"room\": \"r\", \"session\": \"s\", \"to\": {\"room\": \"other\"}}",
                "{\"type\": \"deny\", \"id\": 3, \"room\": \"r\"}",
                "{\"type\": \"kick\", \"id\": 3, \"room\": \"r\"}",
                "{\"type\": \"kick\", \"id\": 3, \"room\": \"r\", \"session\": 5}",
                "{\"type\": \"kick\", \"id\": 3, \"room\": \"r\", \"session\": \"s\", \"banMs\": 59999}",
                "{\"type\": \"kick\", \"id\": 3, \"room\": \"r\", \"session\": \"s\", \"banMs\": 86400001}",
                "{\"type\": \"kick\", \"id\": 3, \"room\": \"r\", \"session\": \"s\", \"banMs\": \"long\"}",
                "{\"type\": \"admit\", \"id\": 3, \"room\": \"r\", \"session\": \"\"}",
                "{\"type\": \"admit\", \"id\": 3, \"room\": \"r\", \"session\": null}",
                "{\"type\": \"admit\", \"id\": 3, \"room\": \"r\", \"session\": {}}",
                "{\"type\": \"admit\", \"id\": 3}",
                "{\"type\": \"lock\", \"room\": \"r\"}",
                "{\"type\": \"mute\", \"id\": 3, \"room\": \"r\"}"
            })
    void refusesAModerationThatIsNoneUnderItsId(String frame) {
        // When
        ProtocolException refused = catchThrowableOfType(ProtocolException.class, () -> read(frame));

        // Then
        assertThat(refused.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refused.id()).isEqualTo(frame.contains("\"id\"") ? 3 : 0);
    }

    @Test
    void readsJoinWithItsMetaAsItIs() throws Exception {
        // When
        ClientMessage message = read(
                "{\"type\":\"join\",\"id\":7,\"room\":\"r\",\"meta\":{ \"name\" : \"\\u00e4\" , \"n\":[1,2.50]} }");

        // Then
        assertThat(message)
                .isEqualTo(new ClientMessage.Join(
                        7, new RoomId("r"), RawJson.of("{ \"name\" : \"\\u00e4\" , \"n\":[1,2.50]}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":[{}]}", "[]", "\"x\\\"y\"", "12.5e3", "-0", "0", "true", "null", "\"é€😀\""})
    void passesDataOnByteForByte(String data) throws Exception {
        // When
        ClientMessage message = read(
                "{\"type\":\"signal\",\"to\":{\"session\":\"s\"},\"data\":" + data + " ,\"kind\":\"offer\",\"id\":1}");

        // Then
        assertThat(((ClientMessage.Signal) message).data().asString()).isEqualTo(data);
    }

    @Test
    void passesOnDataAtTheVeryEnd() throws Exception {
        // When
        ClientMessage message = read("{\"type\":\"signal\",\"kind\":\"k\",\"to\":{\"peer\":\"p\"},\"data\":123}");

        // Then
        assertThat(((ClientMessage.Signal) message).data().asString()).isEqualTo("123");
    }

    @Test
    void readsEachTarget() throws Exception {
        // Given
        String rest = "\"kind\":\"k\",\"data\":1";

        // When
        List<Target> targets = List.of(
                ((ClientMessage.Signal) read("{\"type\":\"signal\",\"to\":{\"session\":\"x\"}," + rest + "}")).to(),
                ((ClientMessage.Signal) read("{\"type\":\"signal\",\"to\":{\"peer\":\"x\"}," + rest + "}")).to(),
                ((ClientMessage.Signal) read("{\"type\":\"signal\",\"to\":{\"room\":\"x\",\"new\":[1]}," + rest + "}"))
                        .to());

        // Then
        assertThat(targets)
                .containsExactly(
                        new Target.ToSession(new SessionId("x")),
                        new Target.ToPeer(new PeerId("x")),
                        new Target.ToRoom(new RoomId("x")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"type\":\"ping\"} {}",
                "{\"type\":\"ping\",}",
                "{'type':'ping'}",
                "{\"type\":1}",
                "{\"id\":1}",
                "{\"type\":\"join\",\"room\":\"r\"}",
                "{\"type\":\"join\",\"id\":0,\"room\":\"r\"}",
                "{\"type\":\"join\",\"id\":-1,\"room\":\"r\"}",
                "{\"type\":\"join\",\"id\":1.5,\"room\":\"r\"}",
                "{\"type\":\"join\",\"id\":\"1\",\"room\":\"r\"}",
                "{\"type\":\"join\",\"id\":9007199254740992,\"room\":\"r\"}",
                "{\"type\":\"join\",\"id\":99999999999999999999999,\"room\":\"r\"}",
                "{\"type\":\"join\",\"id\":1,\"room\":\"\"}",
                "{\"type\":\"join\",\"id\":1,\"room\":7}",
                "{\"type\":\"join\",\"id\":1,\"room\":\"a\\u0000b\"}",
                "{\"type\":\"join\",\"id\":1,\"room\":\"a\\ud800\"}",
                "{\"type\":\"join\",\"id\":1,\"room\":\"e\\u0301\"}",
                "{\"type\":\"signal\",\"to\":{\"session\":\"x\"},\"kind\":\"\\ud83d\",\"data\":1}",
                "{\"type\":\"signal\",\"to\":{\"session\":\"x\"},\"kind\":\"\",\"data\":1}",
                "{\"type\":\"signal\",\"to\":{},\"kind\":\"k\",\"data\":1}",
                "{\"type\":\"signal\",\"to\":\"x\",\"kind\":\"k\",\"data\":1}",
                "{\"type\":\"signal\",\"to\":{\"session\":\"x\",\"room\":\"y\"},\"kind\":\"k\",\"data\":1}",
                "{\"type\":\"signal\",\"to\":{\"session\":\"x\"},\"kind\":\"k\"}",
                "{\"type\":\"signal\",\"to\":{\"session\":\"x\"},\"data\":1}",
                "{\"type\":\"signal\",\"to\":{\"session\":\"x\"},\"kind\":\"k\",\"data\":1,\"timeoutMs\":0}",
                "{\"type\":\"signal\",\"to\":{\"session\":\"x\"},\"kind\":\"k\",\"data\":1,\"timeoutMs\":60001}",
                "{\"type\":\"signal\",\"to\":{\"session\":\"x\"},\"kind\":\"k\",\"data\":1,\"want\":\"received\"}",
                "{\"type\":\"signal\",\"id\":2,\"to\":{\"session\":\"x\"},\"kind\":\"k\",\"data\":1,\"want\":\"maybe\"}",
                "{\"type\":\"signal\",\"id\":2,\"to\":{\"session\":\"x\"},\"kind\":\"k\",\"data\":1,\"prev\":1}",
                "{\"type\":\"signal\",\"id\":2,\"to\":{\"session\":\"x\"},\"kind\":\"k\",\"data\":1,\"want\":\"received\",\"prev\":2}",
                "{\"type\":\"signal\",\"id\":2,\"to\":{\"session\":\"x\"},\"kind\":\"k\",\"data\":1,\"want\":\"received\",\"prev\":0}",
                "{\"type\":\"hello\",\"acks\":1}",
                "{\"type\":\"hello\",\"resume\":\"s\"}",
                "{\"type\":\"hello\",\"resume\":{\"session\":\"s\"}}",
                "{\"type\":\"hello\",\"resume\":{\"secret\":\"x\"}}",
                "{\"type\":\"hello\",\"resume\":{\"session\":\"\",\"secret\":\"x\"}}",
                "{\"type\":\"hello\",\"resume\":{\"session\":\"s\",\"session\":\"t\",\"secret\":\"x\"}}",
                "{\"type\":\"hello\",\"resume\":{\"session\":\"s\",\"secret\":\"x\",\"rooms\":[]}}",
                "{\"type\":\"hello\",\"resume\":{\"session\":\"s\",\"secret\":\"x\",\"rooms\":{\"\":1}}}",
                "{\"type\":\"hello\",\"resume\":{\"session\":\"s\",\"secret\":\"x\",\"rooms\":{\"r\":1,\"r\":2}}}",
                "{\"type\":\"hello\",\"resume\":{\"session\":\"s\",\"secret\":\"x\",\"rooms\":{\"r\":\"1\"}}}",
                "{\"type\":\"ack\",\"id\":1}",
                "{\"type\":\"ack\",\"from\":\"s\"}",
                "{\"type\":\"ack\",\"id\":1,\"from\":{\"session\":\"s\"}}",
                "{\"type\":\"update\",\"id\":1}",
                "{\"type\":\"watch\",\"id\":1,\"peers\":\"p\"}",
                "{\"type\":\"watch\",\"id\":1,\"peers\":[1]}"
            })
    void refusesWhatIsNotAMessage(String frame) {
        assertThatThrownBy(() -> read(frame))
                .isInstanceOfSatisfying(
                        ProtocolException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ErrorCode.BAD_REQUEST));
    }

    @Test
    void refusesAnUnknownTypeUnderItsId() {
        // When
        ProtocolException problem =
                catchThrowableOfType(ProtocolException.class, () -> read("{\"type\":\"dance\",\"id\":3}"));

        // Then
        assertThat(problem.code()).isEqualTo(ErrorCode.UNKNOWN_TYPE);
        assertThat(problem.id()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "id", "to", "kind", "data", "room", "meta", "token", "from"})
    void refusesAKeyOfTheEnvelopeThatStandsTwice(String key) {
        // Given
        String value = key.equals("id") ? "1" : key.equals("to") ? "{\"peer\":\"p\"}" : "\"ping\"";
        String frame = "{\"%s\":%s,\"x\":1,\"%s\":%s}".formatted(key, value, key, value);

        // When
        ProtocolException problem = catchThrowableOfType(ProtocolException.class, () -> read(frame));

        // Then
        assertThat(problem).hasMessageContaining("\"" + key + "\" stands twice");
    }

    @Test
    void takesDataThatLooksLikeAnEnvelopeForWhatItIs() throws Exception {
        // Given
        String data = "\"}, \\\"from\\\":{\\\"session\\\":\\\"evil\\\"}, \\\"x\\\":{\"";

        // When
        ClientMessage message = read(
                "{\"type\":\"signal\",\"from\":{\"session\":\"forged\"},\"to\":{\"session\":\"s\"},\"kind\":\"k\",\"data\":"
                        + data + "}");

        // Then
        assertThat(((ClientMessage.Signal) message).data().asString()).isEqualTo(data);
    }

    @Test
    void refusesWhatIsTooDeep() throws Exception {
        // Given
        String fits = "[".repeat(63) + "]".repeat(63);
        String deep = "[".repeat(10_000) + "]".repeat(10_000);

        // When
        ProtocolException problem = catchThrowableOfType(
                ProtocolException.class,
                () -> read("{\"type\":\"join\",\"id\":1,\"room\":\"r\",\"meta\":" + deep + "}"));

        // Then
        assertThat(problem.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(read("{\"type\":\"join\",\"id\":1,\"room\":\"r\",\"meta\":" + fits + "}"))
                .isInstanceOf(ClientMessage.Join.class);
    }
}
