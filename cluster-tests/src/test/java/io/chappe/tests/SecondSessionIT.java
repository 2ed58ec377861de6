package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.harness.TokenIssuer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a peer's second session does, on another gateway than the first. */
@Timeout(60)
class SecondSessionIT {
    private static final int FORBIDDEN = 4403;
    private static final int REPLACED = 4410;

    private static final TokenIssuer ISSUER = new TokenIssuer("2026-1");

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(
            1,
            2,
            new JsonObject()
                    .put(
                            "tenants",
                            JsonArray.of(
                                    ISSUER.tenant("replaces").put("secondSession", "replaces"),
                                    ISSUER.tenant("refused").put("secondSession", "refused"),
                                    ISSUER.tenant("two").put("sessionsPerPeer", 2))));

    private final String ann = "ann-" + UUID.randomUUID();
    private final List<RawSocket> sockets = new ArrayList<>();

    @AfterEach
    void hangUp() {
        sockets.forEach(RawSocket::close);
    }

    private RawSocket hello(int gateway, String tenant, String peer) {
        return hello(gateway, tenant, peer, new JsonObject());
    }

    private RawSocket hello(int gateway, String tenant, String peer, JsonObject more) {
        RawSocket socket = RawSocket.open(CLUSTER.gateway(gateway).plainPort());
        sockets.add(socket);
        socket.text(new JsonObject()
                .put("type", "hello")
                .put("tenant", tenant)
                .put("token", ISSUER.token(tenant, peer, Duration.ofHours(1), "*"))
                .mergeIn(more)
                .encode());
        return socket;
    }

    private RawSocket session(int gateway, String tenant, String peer) {
        RawSocket socket = hello(gateway, tenant, peer);
        assertThat(socket.read().getString("type")).isEqualTo("welcome");
        return socket;
    }

    private static void join(RawSocket socket, String room) {
        socket.text("{\"type\":\"join\",\"id\":1,\"room\":\"%s\"}".formatted(room));
        socket.read("joined");
    }

    private static boolean isThere(RawSocket socket) {
        socket.text("{\"type\":\"ping\"}");
        return "pong".equals(socket.read().getString("type"));
    }

    @Test
    void theLastSessionEndsTheOneBefore() {
        // Given
        String room = "room-" + ann;
        RawSocket bob = session(1, "replaces", "bob-" + ann);
        join(bob, room);
        RawSocket first = session(0, "replaces", ann);
        join(first, room);
        bob.read("member-joined");

        // When
        RawSocket last = session(1, "replaces", ann);

        // Then
        assertThat(first.readClose().code()).isEqualTo(REPLACED);
        assertThat(bob.read("member-left").getJsonObject("member").getString("peer"))
                .isEqualTo(ann);
        assertThat(isThere(last)).isTrue();
    }

    @Test
    void aSessionOnAGatewayThatStallsIsReplacedAllTheSame() throws Exception {
        // Given
        RawSocket first = session(0, "replaces", ann);

        // When
        RawSocket last = CLUSTER.gateway(0).process().whileFrozen(() -> session(1, "replaces", ann));

        // Then
        assertThat(first.readClose().code()).isEqualTo(REPLACED);
        assertThat(isThere(last)).isTrue();
    }

    @Test
    void whoWouldResumeWhatWasReplacedDoesNotEndTheOther() {
        // Given
        RawSocket first = hello(0, "replaces", ann);
        JsonObject welcome = first.read();
        RawSocket last = session(1, "replaces", ann);
        first.readClose();
        JsonObject resume = new JsonObject()
                .put("session", welcome.getString("session"))
                .put("secret", welcome.getString("secret"));

        // When
        RawSocket again = hello(0, "replaces", ann, new JsonObject().put("resume", resume));

        // Then
        assertThat(again.read().getString("code")).isEqualTo("forbidden");
        assertThat(again.readClose().code()).isEqualTo(REPLACED);
        assertThat(isThere(last)).isTrue();
    }

    @Test
    void theSecondSessionIsRefusedAndTheFirstGoesOn() {
        // Given
        RawSocket first = session(0, "refused", ann);

        // When
        RawSocket second = hello(1, "refused", ann);

        // Then
        assertThat(second.read().getString("code")).isEqualTo("forbidden");
        assertThat(second.readClose().code()).isEqualTo(FORBIDDEN);
        assertThat(isThere(first)).isTrue();
    }

    @Test
    void whoLosesTheSocketMayComeAnewAtOnce() {
        // Given
        session(0, "refused", ann).close();

        // When
        RawSocket again = hello(1, "refused", ann);

        // Then
        assertThat(again.read().getString("type")).isEqualTo("welcome");
    }

    @Test
    void aPeerHasNoMoreSessionsThanItsTenantAllows() {
        // Given
        RawSocket first = session(0, "two", ann);
        RawSocket second = session(1, "two", ann);

        // When
        RawSocket third = hello(0, "two", ann);

        // Then
        assertThat(third.read().getString("code")).isEqualTo("forbidden");
        assertThat(third.readClose().code()).isEqualTo(FORBIDDEN);
        assertThat(isThere(first) && isThere(second)).isTrue();
    }

    @Test
    void anotherTenantsPeerOfTheSameNameIsAnother() {
        // Given
        RawSocket refused = session(0, "refused", ann);

        // When
        RawSocket other = hello(1, "replaces", ann);

        // Then
        assertThat(other.read().getString("type")).isEqualTo("welcome");
        assertThat(isThere(refused)).isTrue();
    }
}
