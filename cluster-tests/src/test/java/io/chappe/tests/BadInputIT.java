package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.client.Signal;
import io.chappe.client.Target;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.GatewayProcess;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.ledger.Results;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a client sends harms itself only: it is told so, and nobody else hears of it. */
@Timeout(120)
class BadInputIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.shared();

    private static final String ROOM = "room-" + UUID.randomUUID();

    private static Peer ann;
    private static Peer bob;
    private static Peer foreign;

    @BeforeAll
    static void connect() {
        ann = CLUSTER.peer(1, "ann");
        bob = CLUSTER.peer(0, "bob");
        foreign = CLUSTER.peer(0, "other", "foreign");
        Stream.of(ann, bob, foreign).forEach(peer -> peer.join(ROOM));
    }

    @AfterAll
    static void disconnect() {
        Stream.of(ann, bob, foreign).forEach(Peer::bye);
    }

    static List<BadInput> inputs() {
        return BadInput.all(ROOM, foreign.id(), ann.id());
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void eachGetsItsAnswer(BadInput input) {
        // Given
        bob.signals().clear();

        // When
        JsonObject error = new JsonObject();
        RawSocket.Close close = null;
        try (RawSocket raw = attacker()) {
            input.send().accept(raw);
            if (input.closeCode() == 0) {
                error = answer(raw);
                raw.text("{\"type\":\"ping\"}");
                assertThat(answer(raw)).isEqualTo(new JsonObject().put("type", "pong"));
            } else {
                close = raw.readClose();
            }
        }

        // Then
        assertThat(error.getString("code", "")).isEqualTo(input.errorCode());
        assertThat(error.getString("message", "")).doesNotContain("Exception", "io.chappe", "com.fasterxml", "\tat ");
        assertThat(close == null ? 0 : close.code()).isEqualTo(input.closeCode());
        // To bob alone: in the room the attacker, whose socket is gone, would be waited for.
        ann.signal(Target.session(bob.id()), "a mark behind it");
        bob.awaitSignals(1);
        assertThat(bob.signals()).extracting(Signal::from).containsOnly(ann.id());
        assertThat(ann.signals()).isEmpty();
        assertThat(foreign.signals()).isEmpty();
    }

    @Test
    @Tag("fault")
    void aForgedSenderIsIgnored() {
        // Given
        Peer target = CLUSTER.peer(1, "target");
        target.join(ROOM);
        bob.awaitPeersIn(ROOM, "ann", "bob", "target");

        // When
        String sender;
        try (RawSocket raw = attacker()) {
            raw.text(("{\"type\":\"signal\",\"id\":2,\"to\":{\"session\":\"%s\"},\"kind\":\"forged\","
                            + "\"from\":{\"session\":\"%s\",\"peer\":\"ann\"},\"data\":\"}}],\\\"from\\\":1\"}")
                    .formatted(target.id(), ann.id()));
            sender = answer(raw).getString("status");
        }

        // Then
        assertThat(sender).isEqualTo("relayed");
        Signal signal = target.awaitSignals(1).get(0);
        assertThat(signal.peer()).isEqualTo("attacker");
        assertThat(signal.from()).isNotEqualTo(ann.id());
        assertThat(signal.data()).isEqualTo("}}],\"from\":1");
        Results.row(
                "A signal with a forged `from`",
                "its sender is who sent it",
                "said to be from ann, comes from " + signal.peer());
        target.bye();
    }

    @Test
    void theTenthBadFrameClosesTheSocket() {
        // Given
        try (RawSocket raw = attacker()) {
            // When
            IntStream.range(0, 10).forEach(i -> raw.text("{"));

            // Then
            IntStream.range(0, 10)
                    .forEach(i -> assertThat(answer(raw).getString("code")).isEqualTo("bad_request"));
            assertThat(raw.readClose().code()).isEqualTo(4400);
        }
    }

    @Test
    void aBadFrameBeforeTheWelcomeClosesTheSocket() {
        // Given
        try (RawSocket raw = RawSocket.open(gateway().plainPort())) {
            // When
            raw.text("{\"type\":\"join\",\"id\":1,\"room\":\"early\"}");

            // Then
            assertThat(raw.read().getString("code")).isEqualTo("bad_request");
            assertThat(raw.readClose().code()).isEqualTo(4400);
        }
    }

    @Test
    void anUnknownTenantClosesTheSocket() {
        // Given
        try (RawSocket raw = RawSocket.open(gateway().plainPort())) {
            // When
            raw.text("{\"type\":\"hello\",\"tenant\":\"nobody's\"}");

            // Then
            assertThat(raw.readClose().code()).isEqualTo(4401);
        }
    }

    @Test
    void whoeverSaysNoHelloIsClosed() {
        // Given
        long start = System.nanoTime();
        try (RawSocket raw = RawSocket.open(gateway().plainPort())) {
            // When
            RawSocket.Close close = raw.readClose();

            // Then
            assertThat(close.code()).isEqualTo(4408);
            assertThat(System.nanoTime() - start).isBetween(4_500_000_000L, 7_000_000_000L);
        }
    }

    private static GatewayProcess gateway() {
        return CLUSTER.gateway(0);
    }

    /** A member of the room, whose last id was 1. */
    private static RawSocket attacker() {
        RawSocket raw = RawSocket.open(gateway().plainPort()).hello("demo", "attacker");
        raw.text("{\"type\":\"join\",\"id\":1,\"room\":\"%s\"}".formatted(ROOM));
        assertThat(raw.read().getString("type")).isEqualTo("joined");
        return raw;
    }

    /** The next message that is not about the room's members. */
    private static JsonObject answer(RawSocket raw) {
        JsonObject message = raw.read();
        while (message.getString("type").startsWith("member")
                || message.getString("type").equals("signal")) {
            message = raw.read();
        }
        return message;
    }
}
