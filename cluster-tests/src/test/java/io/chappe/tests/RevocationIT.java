package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.harness.TokenIssuer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tokens that are taken back before they are over; two services and two gateways. */
@Timeout(120)
class RevocationIT {
    private static final TokenIssuer ISSUER = new TokenIssuer("2026-1");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int REVOKED = 4403;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(
            2,
            2,
            new JsonObject()
                    .put(
                            "tenants",
                            JsonArray.of(ISSUER.tenant("acme"), ISSUER.tenant("fallible"), ISSUER.tenant("other"))));

    private final String room = "room-" + UUID.randomUUID();
    private final List<RawSocket> sockets = new ArrayList<>();

    @AfterEach
    void hangUp() {
        sockets.forEach(RawSocket::close);
    }

    private static String token(String tenant, String peer, String id, Instant issuedAt) {
        JsonObject grants = new JsonObject().put("rooms", JsonArray.of("*"));
        return ISSUER.token(
                TokenIssuer.claims(tenant, peer, HOUR, grants).put("jti", id).put("iat", issuedAt.getEpochSecond()));
    }

    private RawSocket socket(int gateway, String token) {
        RawSocket socket = RawSocket.open(CLUSTER.gateway(gateway).plainPort());
        sockets.add(socket);
        socket.text(new JsonObject().put("type", "hello").put("token", token).encode());
        return socket;
    }

    private RawSocket member(int gateway, String tenant, String peer, String id) {
        RawSocket socket = socket(gateway, token(tenant, peer, id, Instant.now().minusSeconds(5)));
        assertThat(socket.read().getString("type")).isEqualTo("welcome");
        socket.text(new JsonObject()
                .put("type", "join")
                .put("id", 1)
                .put("room", room)
                .encode());
        socket.read("joined");
        return socket;
    }

    private static boolean isIn(RawSocket socket) {
        socket.text("{\"type\":\"ping\"}");
        return socket.read("pong") != null;
    }

    /** Of some who go at the same time, a member may be told in one frame. */
    private static void readUntilGone(RawSocket member, String peer) {
        JsonObject frame = member.read();
        while (!isGone(frame, peer)) {
            frame = member.read();
        }
    }

    private static boolean isGone(JsonObject frame, String peer) {
        JsonArray left = switch (frame.getString("type")) {
            case "member-left" -> JsonArray.of(frame);
            case "members-changed" -> frame.getJsonArray("left");
            default -> JsonArray.of();
        };
        return left.stream()
                .map(departure -> ((JsonObject) departure).getJsonObject("member"))
                .anyMatch(member -> member.getString("peer").equals(peer));
    }

    private String answer(int gateway, String token) {
        JsonObject answer = socket(gateway, token).read();
        return answer.getString("code", answer.getString("type"));
    }

    private static void revoke(int service, String what) {
        CLUSTER.service(service).command("POST", "/revoke?" + what);
    }

    @Test
    void aPeersTokensAreTakenBackEverywhereAtOnce() {
        // Given
        RawSocket ann = member(0, "acme", "ann", "a1");
        RawSocket annElsewhere = member(1, "acme", "ann", "a2");
        RawSocket bob = member(1, "acme", "bob", "b1");
        RawSocket otherAnn = member(1, "other", "ann", "a1");

        // When
        revoke(0, "tenant=acme&peer=ann");

        // Then
        assertThat(ann.readClose().code()).isEqualTo(REVOKED);
        assertThat(annElsewhere.readClose().code()).isEqualTo(REVOKED);
        readUntilGone(bob, "ann");
        assertThat(isIn(bob)).isTrue();
        assertThat(isIn(otherAnn)).isTrue();
        for (int gateway = 0; gateway < 2; gateway++) {
            assertThat(answer(gateway, token("acme", "ann", "a3", Instant.now().minusSeconds(5))))
                    .isEqualTo("unauthorized");
            assertThat(answer(gateway, token("acme", "ann", "a4", Instant.now().plusSeconds(2))))
                    .isEqualTo("welcome");
        }
    }

    @Test
    void oneTokenIsTakenBackByItsId() {
        // Given
        RawSocket ann = member(0, "acme", "anna", "one");
        RawSocket annElsewhere = member(1, "acme", "anna", "two");

        // When
        revoke(1, "tenant=acme&token=one");

        // Then
        assertThat(ann.readClose().code()).isEqualTo(REVOKED);
        assertThat(isIn(annElsewhere)).isTrue();
        await("the other gateway")
                .atMost(Duration.ofSeconds(5))
                .until(() ->
                        answer(1, token("acme", "anna", "one", Instant.now())).equals("unauthorized"));
        assertThat(answer(1, token("acme", "anna", "three", Instant.now()))).isEqualTo("welcome");
    }

    @Test
    void aTenantsTokensAreTakenBackWithAllThatCameByThem() {
        // Given
        RawSocket ann = member(0, "fallible", "ann", "a1");
        RawSocket bob = member(1, "fallible", "bob", "b1");
        RawSocket other = member(1, "other", "bob", "b1");

        // When
        revoke(0, "tenant=fallible&hours=1");

        // Then
        assertThat(ann.readClose().code()).isEqualTo(REVOKED);
        assertThat(bob.readClose().code()).isEqualTo(REVOKED);
        assertThat(isIn(other)).isTrue();
        assertThat(answer(0, token("fallible", "ann", "a2", Instant.now().minusSeconds(5))))
                .isEqualTo("unauthorized");
    }

    @Test
    void aSessionWithoutASocketIsTakenBackToo() {
        // Given
        RawSocket carl = member(1, "acme", "carl", "c1");
        RawSocket dora = member(0, "acme", "dora", "d1");
        carl.read("member-joined");
        dora.close();

        // When
        revoke(0, "tenant=acme&peer=dora");

        // Then
        long since = System.nanoTime();
        JsonObject left = carl.read("member-left");
        // Else it would be its window that has ended.
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(8));
        assertThat(left.getJsonObject("member").getString("peer")).isEqualTo("dora");
        assertThat(left.getString("reason")).isEqualTo("lost");
    }

    @Test
    void aGatewayThatBeginsLaterKnows() {
        // Given: made here, however long the gateway takes.
        String token = token("acme", "eve", "e1", Instant.now().minusSeconds(5));
        revoke(0, "tenant=acme&peer=eve");

        // When
        CLUSTER.launchGateway();
        CLUSTER.awaitReady();

        // Then
        assertThat(answer(2, token)).isEqualTo("unauthorized");
    }

    @Test
    void aCommandThatIsNoneSaysWhatToDo() {
        assertThatThrownBy(() -> revoke(0, "peer=ann"))
                .hasMessageContaining("400")
                .hasMessageContaining("give tenant");
        assertThatThrownBy(() -> revoke(0, "tenant=acme&hours=0")).hasMessageContaining("hours must be 1 to");
    }
}
