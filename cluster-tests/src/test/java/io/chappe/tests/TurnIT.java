package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.harness.TurnServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Credentials that a TURN server takes, and that end. */
@Timeout(90)
class TurnIT {
    private static final Duration LIFE = Duration.ofSeconds(16);

    private static final TurnServer TURN =
            TurnServer.start("TurnIT", "--static-auth-secret=the new one", "--static-auth-secret=the old one");

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(
            1,
            1,
            new JsonObject()
                    .put(
                            "chappe",
                            new JsonObject()
                                    .put("turnLife", LIFE.toSeconds() + "s")
                                    .put("region", "eu")
                                    .put("iceServers", JsonArray.of(turn("the new one"))))
                    .put(
                            "tenants",
                            JsonArray.of(
                                    tenant("usual"),
                                    tenant("late").put("iceServers", JsonArray.of(turn("the old one"))),
                                    tenant("stranger").put("iceServers", JsonArray.of(turn("of another server"))),
                                    tenant("regions")
                                            .put(
                                                    "iceServers",
                                                    JsonArray.of(
                                                            stun("eu").put("region", "eu"),
                                                            stun("us").put("region", "us"))))));

    @AfterAll
    static void stop() {
        TURN.close();
    }

    private static JsonObject turn(String secret) {
        return new JsonObject().put("urls", JsonArray.of(TURN.url())).put("secret", secret);
    }

    private static JsonObject stun(String name) {
        return new JsonObject().put("urls", JsonArray.of("stun:" + name + ".example"));
    }

    private static JsonObject tenant(String name) {
        return new JsonObject().put("name", name).put("anonymous", true).put("resumeWindow", "16s");
    }

    private static JsonObject welcome(RawSocket socket, String tenant) {
        socket.text(new JsonObject()
                .put("type", "hello")
                .put("tenant", tenant)
                .put("peer", "ann-" + UUID.randomUUID())
                .encode());
        return socket.read("welcome");
    }

    private static JsonObject server(JsonObject message) {
        return message.getJsonArray("iceServers").getJsonObject(0);
    }

    private static RawSocket socket() {
        return RawSocket.open(CLUSTER.gateway(0).plainPort());
    }

    @Test
    void theServerTakesCredentialsBySecretsThatItHasAndNoOthers() {
        // Given
        try (RawSocket ann = socket();
                RawSocket late = socket();
                RawSocket stranger = socket()) {
            JsonObject byOld = server(welcome(late, "late"));
            JsonObject byAnother = server(welcome(stranger, "stranger"));

            // When
            JsonObject byNew = server(welcome(ann, "usual"));

            // Then
            assertThat(TURN.takes(byNew)).isTrue();
            assertThat(TURN.takes(byOld)).isTrue();
            assertThat(TURN.takes(byAnother)).isFalse();
            assertThat(TURN.takes(longer(byNew))).isFalse();
        }
    }

    /** As a client might forge them. */
    private static JsonObject longer(JsonObject server) {
        String[] username = server.getString("username").split(":", -1);
        return server.copy().put("username", Long.parseLong(username[0]) + 3_600 + ":" + username[1]);
    }

    @Test
    void credentialsEndAndOthersComeBefore() throws InterruptedException {
        // Given
        try (RawSocket ann = socket()) {
            long begun = System.nanoTime();
            JsonObject first = welcome(ann, "usual");

            // When
            JsonObject next = ann.read("ice-servers");

            // Then
            assertThat(first.getLong("iceExpiresInMs")).isEqualTo(LIFE.toMillis());
            assertThat(next.getLong("iceExpiresInMs")).isEqualTo(LIFE.toMillis());
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LIFE.minusSeconds(4));
            assertThat(TURN.takes(server(next))).isTrue();
            Thread.sleep(Math.max(
                    0,
                    LIFE.plusMillis(2_500).minusNanos(System.nanoTime() - begun).toMillis()));
            assertThat(TURN.takes(server(first))).isFalse();
            ann.text("{\"type\":\"ping\"}");
            ann.read("pong");
        }
    }

    @Test
    void aTenantsServersAreThoseOfTheGatewaysRegion() {
        // Given
        try (RawSocket ann = socket()) {
            // When
            JsonObject welcome = welcome(ann, "regions");

            // Then
            assertThat(welcome.getJsonArray("iceServers"))
                    .isEqualTo(JsonArray.of(new JsonObject().put("urls", JsonArray.of("stun:eu.example"))));
            assertThat(welcome.containsKey("iceExpiresInMs")).isFalse();
        }
    }
}
