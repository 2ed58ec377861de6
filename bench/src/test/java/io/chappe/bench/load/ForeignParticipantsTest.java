package io.chappe.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The protocols of the other servers, with frames as these servers have sent them. */
class ForeignParticipantsTest {
    private static final int BYTES = 540;
    private static final String SPREED_HELLO = "{\"id\":\"1\",\"type\":\"hello\",\"hello\":{\"version\":\"1.0\","
            + "\"sessionid\":\"rIuqGb8NYv5Aisio3gurZBBLAAaxChamXdPmAbq7nd98PT0=\",\"resumeid\":\"MTc5\",\"userid\":\"\"}}";

    private final List<String> sent = new ArrayList<>();

    static Stream<Arguments> frames() {
        Participant peerJs = new PeerJsParticipant();
        Participant socketIo = new SocketIoParticipant();
        Participant yWebRtc = new YWebRtcParticipant();
        Participant spreed = new SpreedParticipant();
        return Stream.of(
                arguments(
                        peerJs,
                        Arrival.MESSAGE,
                        "{\"type\":\"CANDIDATE\",\"src\":\"p1\",\"dst\":\"p2\",\"payload\":{}}"),
                arguments(peerJs, Arrival.REFUSAL, "{\"type\":\"EXPIRE\",\"src\":\"p2\",\"dst\":\"p1\"}"),
                arguments(peerJs, Arrival.REFUSAL, "{\"type\":\"LEAVE\",\"src\":\"p2\",\"dst\":\"p1\"}"),
                arguments(socketIo, Arrival.MESSAGE, "42[\"signal\",\"7KDKJh-JLrdFgot-AAAA\",{}]"),
                arguments(socketIo, Arrival.ANSWER, "431000000000[\"relayed\"]"),
                arguments(socketIo, Arrival.REFUSAL, "41"),
                arguments(socketIo, Arrival.OTHER, "2"),
                arguments(yWebRtc, Arrival.MESSAGE, "{\"type\":\"publish\",\"topic\":\"a\",\"data\":{},\"clients\":1}"),
                arguments(yWebRtc, Arrival.OTHER, "{\"type\":\"pong\"}"),
                arguments(spreed, Arrival.MESSAGE, "{\"type\":\"message\",\"message\":{\"sender\":{}}}"),
                arguments(spreed, Arrival.REFUSAL, "{\"type\":\"error\",\"error\":{\"code\":\"invalid_format\"}}"));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void tellsFramesApart(Participant participant, Arrival arrival, String frame) {
        // Given
        ByteBuf in = Unpooled.copiedBuffer("before" + frame + "after", UTF_8);

        // When
        Arrival told = participant.arrival(in, 6, frame.length());

        // Then
        assertThat(told).isEqualTo(arrival);
    }

    static Stream<Arguments> greetings() {
        return Stream.of(
                arguments(new PeerJsParticipant(), List.of("{\"type\":\"OPEN\"}")),
                arguments(
                        new SocketIoParticipant(),
                        List.of(
                                "0{\"sid\":\"v1t7RIIx3cL85ksgAAAA\",\"pingInterval\":25000}",
                                "40{\"sid\":\"7KDKJh\"}")),
                arguments(new YWebRtcParticipant(), List.of("{\"type\":\"pong\"}")),
                arguments(new SpreedParticipant(), List.of(SPREED_HELLO)));
    }

    @ParameterizedTest
    @MethodSource("greetings")
    void isReadyOnceTheServerHasSaidAll(Participant participant, List<String> greeting) {
        // Given
        participant.opened(sent::add);
        boolean early = participant.isReady();

        // When
        greeting.forEach(message -> participant.onMessage(message, sent::add));

        // Then
        assertThat(early).isFalse();
        assertThat(participant.isReady()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("greetings")
    void makesMessagesOfTheSizeAskedFor(Participant participant, List<String> greeting) {
        // Given
        participant.opened(sent::add);
        greeting.forEach(message -> participant.onMessage(message, sent::add));

        // When
        Template message = participant.messageTo(participant, BYTES, true);

        // Then
        assertThat(message.bytes()).isEqualTo(BYTES);
    }

    @Test
    void answersTheHeartbeatOfSocketIo() {
        // Given
        Participant participant = new SocketIoParticipant();

        // When
        participant.onMessage("2", sent::add);

        // Then
        assertThat(sent).containsExactly("3");
    }

    @Test
    void provesToSpreedThatItKnowsTheSecret() {
        // Given
        Participant participant = new SpreedParticipant();

        // When
        participant.opened(sent::add);

        // Then
        assertThat(sent)
                .singleElement()
                .asString()
                .containsPattern("\"random\":\"[^\"]{32,}\",\"token\":\"[0-9a-f]{64}\"");
    }
}
