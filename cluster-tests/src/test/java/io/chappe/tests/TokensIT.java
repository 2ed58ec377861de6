package io.chappe.tests;

import static io.chappe.tests.harness.TokenIssuer.claims;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who comes in by a token, for what and for how long; on two gateways. */
@Timeout(90)
class TokensIT {
    private static final TokenIssuer ACME = new TokenIssuer("2026-1");
    private static final TokenIssuer OTHER = new TokenIssuer("2026-1");
    private static final Duration HOUR = Duration.ofHours(1);
    /** Tokens are good for 30 s after their end, for clocks that differ. */
    private static final Duration OVER_IN_3_S = Duration.ofSeconds(-27);
    /** For those who have something to do before: a machine may stall for a second or two. */
    private static final Duration OVER_IN_10_S = Duration.ofSeconds(-20);

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(
            1,
            2,
            new JsonObject()
                    .put(
                            "tenants",
                            JsonArray.of(
                                    ACME.tenant("acme"),
                                    OTHER.tenant("other"),
                                    new JsonObject().put("name", "open").put("anonymous", true))));

    private final String room = "room-" + UUID.randomUUID();
    private final List<RawSocket> sockets = new ArrayList<>();

    @AfterEach
    void hangUp() {
        sockets.forEach(RawSocket::close);
    }

    private RawSocket socket(int gateway) {
        return kept(RawSocket.open(CLUSTER.gateway(gateway).plainPort()));
    }

    private RawSocket kept(RawSocket socket) {
        sockets.add(socket);
        return socket;
    }

    private static JsonObject hello(String token) {
        return new JsonObject().put("type", "hello").put("token", token);
    }

    private static JsonObject say(RawSocket socket, JsonObject message) {
        socket.text(message.encode());
        return socket.read();
    }

    private JsonObject join(RawSocket socket, long id, String asked) {
        return say(socket, new JsonObject().put("type", "join").put("id", id).put("room", asked));
    }

    private JsonObject refresh(RawSocket socket, long id, String token) {
        return say(socket, new JsonObject().put("type", "refresh").put("id", id).put("token", token));
    }

    @Test
    void aTokenSaysWhoAClientIsAndUntilWhen() {
        // Given
        RawSocket ann = socket(0);

        // When
        JsonObject welcome = say(ann, hello(ACME.token("acme", "ann", HOUR, room)));

        // Then
        assertThat(welcome.getString("type")).isEqualTo("welcome");
        assertThat(welcome.getString("peer")).isEqualTo("ann");
        assertThat(welcome.getString("tenant")).isEqualTo("acme");
        assertThat(welcome.getLong("expiresInMs"))
                .isBetween(HOUR.toMillis(), HOUR.plusSeconds(31).toMillis());
    }

    @Test
    void aTokenMayComeInAHeader() {
        // Given
        String token = ACME.token("acme", "ann", HOUR, room);
        RawSocket ann = kept(RawSocket.open(
                CLUSTER.gateway(0).plainPort(),
                "Sec-WebSocket-Protocol: chappe.v1.json\r\nAuthorization: Bearer " + token + "\r\n"));

        // When
        JsonObject welcome = say(ann, new JsonObject().put("type", "hello"));

        // Then
        assertThat(welcome.getString("peer")).isEqualTo("ann");
    }

    @Test
    void aTokenMayComeAsASubprotocol() {
        // Given
        String token = ACME.token("acme", "ann", HOUR, room);
        RawSocket ann = kept(RawSocket.open(
                CLUSTER.gateway(0).plainPort(), "Sec-WebSocket-Protocol: chappe.v1.json, bearer." + token + "\r\n"));

        // When
        JsonObject welcome = say(ann, new JsonObject().put("type", "hello"));

        // Then
        assertThat(welcome.getString("peer")).isEqualTo("ann");
    }

    @Test
    void peersOfATenantMeetInTheRoomsThatTheirTokensGrant() {
        // Given
        RawSocket ann = socket(0);
        String annsId =
                say(ann, hello(ACME.token("acme", "ann", HOUR, "room-*"))).getString("session");
        RawSocket bob = socket(1);
        say(bob, hello(ACME.token("acme", "bob", HOUR, room)));
        join(ann, 1, room);
        join(bob, 1, room);

        // When
        bob.text("{\"type\":\"signal\",\"to\":{\"session\":\"%s\"},\"kind\":\"offer\",\"data\":7}".formatted(annsId));

        // Then
        JsonObject signal = ann.read("signal");
        assertThat(signal.getJsonObject("from").getString("peer")).isEqualTo("bob");
        assertThat(signal.getInteger("data")).isEqualTo(7);
    }

    @Test
    void aRoomThatATokenDoesNotGrantIsForbidden() {
        // Given
        RawSocket ann = socket(0);
        say(ann, hello(ACME.token("acme", "ann", HOUR, "another")));

        // When
        JsonObject answer = join(ann, 1, room);

        // Then
        assertThat(answer.getString("code")).isEqualTo("forbidden");
        assertThat(answer.getLong("id")).isEqualTo(1);
    }

    @Test
    void aKindThatATokenDoesNotGrantIsForbidden() {
        // Given
        JsonObject grants = new JsonObject().put("rooms", JsonArray.of(room)).put("kinds", JsonArray.of("chat"));
        RawSocket ann = socket(0);
        say(ann, hello(ACME.token(claims("acme", "ann", HOUR, grants))));
        join(ann, 1, room);
        JsonObject signal = new JsonObject()
                .put("type", "signal")
                .put("to", new JsonObject().put("room", room))
                .put("data", 1);

        // When
        JsonObject chat = say(ann, signal.copy().put("id", 2).put("kind", "chat"));
        JsonObject offer = say(ann, signal.copy().put("id", 3).put("kind", "offer"));
        JsonObject forReceipt =
                say(ann, signal.copy().put("id", 4).put("kind", "offer").put("want", "received"));

        // Then
        assertThat(chat.getString("type")).isEqualTo("ack");
        assertThat(offer.getString("code")).isEqualTo("forbidden");
        assertThat(forReceipt.getString("code")).isEqualTo("forbidden");
    }

    @Test
    void aTokenThatIsOverClosesItsSocket() {
        // Given
        RawSocket ann = socket(0);
        say(ann, hello(ACME.token("acme", "ann", OVER_IN_3_S, room)));

        // When
        JsonObject warning = ann.read();
        int code = ann.readClose().code();

        // Then
        assertThat(warning.getString("type")).isEqualTo("token-expiring");
        assertThat(warning.getLong("expiresInMs")).isBetween(1L, 3_000L);
        assertThat(code).isEqualTo(4401);
    }

    @Test
    void aSessionGoesOnWithANewToken() {
        // Given
        RawSocket ann = socket(0);
        say(ann, hello(ACME.token("acme", "ann", OVER_IN_10_S, room)));
        join(ann, 1, room);
        ann.read("token-expiring");

        // When
        JsonObject answer = refresh(ann, 2, ACME.token("acme", "ann", HOUR, room));

        // Then
        assertThat(answer.getString("type")).isEqualTo("ack");
        assertThat(answer.getLong("expiresInMs")).isGreaterThan(HOUR.toMillis() - 1_000);
        sleep(Duration.ofSeconds(11));
        assertThat(say(ann, new JsonObject().put("type", "ping")).getString("type"))
                .isEqualTo("pong");
    }

    @Test
    void aRefreshLeavesTheRoomsThatTheNewTokenDoesNotGrant() {
        // Given
        RawSocket ann = socket(0);
        say(ann, hello(ACME.token("acme", "ann", HOUR, room, "kept")));
        RawSocket bob = socket(1);
        say(bob, hello(ACME.token("acme", "bob", HOUR, room)));
        join(bob, 1, room);
        join(ann, 1, room);
        join(ann, 2, "kept");
        bob.read("member-joined");

        // When
        JsonObject answer = refresh(ann, 3, ACME.token("acme", "ann", HOUR, "kept"));

        // Then
        assertThat(answer.getString("type")).isEqualTo("ack");
        JsonObject left = ann.read("left");
        assertThat(left.getString("room")).isEqualTo(room);
        assertThat(left.getString("reason")).isEqualTo("revoked");
        assertThat(bob.read("member-left").getJsonObject("member").getString("peer"))
                .isEqualTo("ann");
        assertThat(join(ann, 4, room).getString("code")).isEqualTo("forbidden");
        assertThat(join(ann, 5, "kept").getString("type")).isEqualTo("joined");
    }

    @Test
    void aSessionIsResumedElsewhereInTheRoomsThatItsNewTokenGrants() {
        // Given
        RawSocket bob = socket(1);
        say(bob, hello(ACME.token("acme", "bob", HOUR, room)));
        join(bob, 1, room);
        RawSocket ann = socket(0);
        JsonObject welcome = say(ann, hello(ACME.token("acme", "ann", HOUR, room, "kept")));
        join(ann, 1, room);
        bob.read("member-joined");
        join(ann, 2, "kept");
        ann.close();
        JsonObject resume = new JsonObject()
                .put("session", welcome.getString("session"))
                .put("secret", welcome.getString("secret"));

        // When
        RawSocket again = socket(1);
        JsonObject back =
                say(again, hello(ACME.token("acme", "ann", HOUR, "kept")).put("resume", resume));

        // Then
        assertThat(back.getBoolean("resumed")).isTrue();
        assertThat(back.getJsonObject("rooms").fieldNames()).containsExactly("kept");
        assertThat(bob.read("member-left").getJsonObject("member").getString("peer"))
                .isEqualTo("ann");
    }

    @Test
    void aSessionThatLostItsTokenGoesOnWithANewOne() {
        // Given
        RawSocket ann = socket(0);
        JsonObject welcome = say(ann, hello(ACME.token("acme", "ann", OVER_IN_10_S, room)));
        join(ann, 1, room);
        assertThat(ann.readClose().code()).isEqualTo(4401);
        JsonObject resume = new JsonObject()
                .put("session", welcome.getString("session"))
                .put("secret", welcome.getString("secret"));

        // When
        JsonObject back =
                say(socket(1), hello(ACME.token("acme", "ann", HOUR, room)).put("resume", resume));

        // Then
        assertThat(back.getBoolean("resumed")).isTrue();
        assertThat(back.getJsonObject("rooms").fieldNames()).containsExactly(room);
    }

    @Test
    void aRefreshTakesEffectWhileTheRoomServiceIsAway() throws Exception {
        // Given
        RawSocket ann = socket(0);
        String annsId = say(ann, hello(ACME.token("acme", "ann", HOUR, room))).getString("session");
        RawSocket bob = socket(1);
        say(bob, hello(ACME.token("acme", "bob", HOUR, room)));
        join(bob, 1, room);
        join(ann, 1, room);
        bob.read("member-joined");

        CLUSTER.service(0).whileFrozen(() -> {
            // When
            JsonObject answer = refresh(ann, 2, ACME.token("acme", "ann", HOUR, "another"));

            // Then
            assertThat(answer.getString("type")).isEqualTo("ack");
            assertThat(ann.read("left").getString("reason")).isEqualTo("revoked");
            JsonObject toRoom = new JsonObject()
                    .put("type", "signal")
                    .put("id", 3)
                    .put("to", new JsonObject().put("room", room))
                    .put("kind", "offer")
                    .put("data", 1);
            assertThat(say(ann, toRoom).getString("code")).isEqualTo("not_in_room");
            JsonObject toAnn = toRoom.copy().put("to", new JsonObject().put("session", annsId));
            // Its record can't be asked now whether it has gone elsewhere.
            assertThat(say(bob, toAnn).getString("code")).isEqualTo("unavailable");
            return null;
        });
        assertThat(bob.read("member-left").getJsonObject("member").getString("peer"))
                .isEqualTo("ann");
    }

    @Test
    void aJoinThatIsUnderWayIsForbiddenByARefresh() throws Exception {
        // Given
        RawSocket ann = socket(0);
        say(ann, hello(ACME.token("acme", "ann", HOUR, room)));

        // When
        JsonObject refreshed = CLUSTER.service(0).whileFrozen(() -> {
            ann.text(new JsonObject()
                    .put("type", "join")
                    .put("id", 1)
                    .put("room", room)
                    .encode());
            return refresh(ann, 2, ACME.token("acme", "ann", HOUR, "another"));
        });

        // Then
        assertThat(refreshed.getLong("id")).isEqualTo(2);
        JsonObject answer = ann.read();
        assertThat(answer.getLong("id")).isEqualTo(1);
        assertThat(answer.getString("code")).isEqualTo("forbidden");
    }

    @Test
    void aRefreshMayTakeKindsAway() {
        // Given
        RawSocket ann = socket(0);
        say(ann, hello(ACME.token("acme", "ann", HOUR, room)));
        join(ann, 1, room);
        JsonObject fewer = new JsonObject().put("rooms", JsonArray.of(room)).put("kinds", JsonArray.of("chat"));
        JsonObject offer = new JsonObject()
                .put("type", "signal")
                .put("to", new JsonObject().put("room", room))
                .put("kind", "offer")
                .put("data", 1);
        assertThat(say(ann, offer.copy().put("id", 2)).getString("type")).isEqualTo("ack");

        // When
        refresh(ann, 3, ACME.token(claims("acme", "ann", HOUR, fewer)));

        // Then
        assertThat(say(ann, offer.copy().put("id", 4)).getString("code")).isEqualTo("forbidden");
    }

    @Test
    void theTokenInTheHelloCountsBeforeTheOneInTheHandshake() {
        // Given
        String proxys = OTHER.token("other", "proxy", HOUR, room);
        RawSocket ann = kept(RawSocket.open(
                CLUSTER.gateway(0).plainPort(),
                "Sec-WebSocket-Protocol: chappe.v1.json\r\nAuthorization: Bearer " + proxys + "\r\n"));

        // When
        JsonObject welcome = say(ann, hello(ACME.token("acme", "ann", HOUR, room)));

        // Then
        assertThat(welcome.getString("peer")).isEqualTo("ann");
    }

    @Test
    void aProxysTokenIsNothingToATenantWithoutTokens() {
        // Given
        RawSocket guest = kept(RawSocket.open(
                CLUSTER.gateway(0).plainPort(),
                "Sec-WebSocket-Protocol: chappe.v1.json\r\nAuthorization: Bearer of-a-proxy\r\n"));

        // When
        JsonObject welcome = say(guest, new JsonObject().put("type", "hello").put("tenant", "open"));

        // Then
        assertThat(welcome.getString("type")).isEqualTo("welcome");
    }

    @Test
    void aSessionIsNotResumedByAnotherPeer() {
        // Given
        RawSocket ann = socket(0);
        JsonObject welcome = say(ann, hello(ACME.token("acme", "ann", HOUR, room)));
        JsonObject resume = new JsonObject()
                .put("session", welcome.getString("session"))
                .put("secret", welcome.getString("secret"));

        // When
        JsonObject thief =
                say(socket(1), hello(ACME.token("acme", "eve", HOUR, room)).put("resume", resume));

        // Then
        assertThat(thief.getBoolean("resumed")).isFalse();
        assertThat(say(ann, new JsonObject().put("type", "ping")).getString("type"))
                .isEqualTo("pong");
    }

    @Test
    void aRefreshWithAnotherPeersTokenChangesNothing() {
        // Given
        RawSocket ann = socket(0);
        say(ann, hello(ACME.token("acme", "ann", HOUR, room)));

        // When
        JsonObject answer = refresh(ann, 1, ACME.token("acme", "bob", HOUR, "*"));

        // Then
        assertThat(answer.getString("code")).isEqualTo("unauthorized");
        assertThat(join(ann, 2, room).getString("type")).isEqualTo("joined");
        assertThat(join(ann, 3, "bobs").getString("code")).isEqualTo("forbidden");
    }

    @Test
    void wrongTokensInARowCloseTheSocket() {
        // Given
        RawSocket ann = socket(0);
        say(ann, hello(ACME.token("acme", "ann", HOUR, room)));

        // When
        for (int id = 1; id <= 10; id++) {
            refresh(ann, id, OTHER.token("acme", "ann", HOUR, room));
        }

        // Then
        assertThat(ann.readClose().code()).isEqualTo(4400);
    }

    /** The frame and the code are the same whatever the cause. */
    @ParameterizedTest
    @MethodSource("wrongs")
    void nobodyComesInWithout(WrongHello wrong) {
        // Given
        RawSocket stranger = socket(0);

        // When
        stranger.text(wrong.text());

        // Then
        assertThat(stranger.next()).isEqualTo(WrongHello.ANSWER);
        assertThat(stranger.next()).isEqualTo(WrongHello.CLOSE);
    }

    private static List<WrongHello> wrongs() {
        return WrongHello.all(ACME, OTHER);
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
