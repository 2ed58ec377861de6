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

/** Who comes into a room, who waits, and what moderators do; on two gateways, the moderator on the one, the others on the other. */
@Timeout(90)
class LobbyIT {
    private static final TokenIssuer ACME = new TokenIssuer("2026-1");
    private static final Duration HOUR = Duration.ofHours(1);

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(
            1,
            2,
            new JsonObject()
                    .put(
                            "tenants",
                            JsonArray.of(ACME.tenant("acme")
                                    .put(
                                            "rooms",
                                            JsonArray.of(
                                                    new JsonObject()
                                                            .put("name", "lobby-*")
                                                            .put("lobby", true),
                                                    new JsonObject()
                                                            .put("name", "pair-*")
                                                            .put("maxMembers", 2),
                                                    new JsonObject()
                                                            .put("name", "later-*")
                                                            .put("opens", "2100-01-01T00:00:00Z"))))));

    private final String id = UUID.randomUUID().toString();
    private final String lobby = "lobby-" + id;
    private final String hall = "hall-" + id;
    private final List<RawSocket> sockets = new ArrayList<>();
    private final RawSocket host = client(0, "host", new JsonObject().put("moderate", JsonArray.of("*-" + id)));

    /** Of the last client. */
    private String session = "";

    private String secret = "";

    @AfterEach
    void hangUp() {
        sockets.forEach(RawSocket::close);
    }

    private RawSocket client(int gateway, String peer) {
        return client(gateway, peer, new JsonObject());
    }

    private RawSocket client(int gateway, String peer, JsonObject grants) {
        RawSocket socket = RawSocket.open(CLUSTER.gateway(gateway).plainPort());
        sockets.add(socket);
        say(socket, new JsonObject().put("type", "hello").put("token", token(peer, grants)));
        JsonObject welcome = socket.read("welcome");
        session = welcome.getString("session");
        secret = welcome.getString("secret");
        return socket;
    }

    private static String token(String peer, JsonObject grants) {
        return ACME.token(claims("acme", peer, HOUR, grants.copy().put("rooms", JsonArray.of("*"))));
    }

    private static void say(RawSocket socket, JsonObject message) {
        socket.text(message.encode());
    }

    private static void say(RawSocket socket, String type, long request, String room) {
        say(socket, new JsonObject().put("type", type).put("id", request).put("room", room));
    }

    private static void say(RawSocket socket, String type, long request, String room, String target) {
        say(
                socket,
                new JsonObject()
                        .put("type", type)
                        .put("id", request)
                        .put("room", room)
                        .put("session", target));
    }

    private static JsonObject join(RawSocket socket, long request, String room) {
        say(socket, "join", request, room);
        return socket.read();
    }

    private static List<String> peers(JsonArray members) {
        return members.stream()
                .map(member -> ((JsonObject) member).getString("peer"))
                .sorted()
                .toList();
    }

    /** The next of a type; what comes before it is not looked at. */
    private static JsonObject next(RawSocket socket, String type) {
        JsonObject message = socket.read();
        while (!message.getString("type").equals(type)) {
            message = socket.read();
        }
        return message;
    }

    @Test
    void aRoomThatOpensLaterIsOpenToItsModeratorsOnly() {
        // Given
        String later = "later-" + id;
        JsonObject moderator = join(host, 1, later);
        RawSocket guest = client(1, "guest");

        // When
        JsonObject refused = join(guest, 1, later);

        // Then
        assertThat(moderator.getString("type")).isEqualTo("joined");
        assertThat(refused.getString("code")).isEqualTo("closed");
        assertThat(refused.getLong("retryAfterMs")).isEqualTo(3_600_000);
    }

    @Test
    void whoComesWaitsUntilAModeratorLetsItIn() {
        // Given
        join(host, 1, lobby);
        RawSocket guest = client(1, "guest");
        JsonObject waiting = join(guest, 1, lobby);
        JsonObject news = host.read("lobby");

        // When
        say(host, "admit", 2, lobby, session);

        // Then
        assertThat(waiting.getString("type")).isEqualTo("waiting");
        assertThat(waiting.getInteger("position")).isEqualTo(1);
        assertThat(news.getInteger("count")).isEqualTo(1);
        assertThat(peers(news.getJsonArray("waiting"))).containsExactly("guest");
        JsonObject joined = next(guest, "joined");
        assertThat(joined.containsKey("id")).isFalse();
        assertThat(peers(joined.getJsonArray("members"))).containsExactly("guest", "host");
        assertThat(next(host, "member-joined").getJsonObject("member").getString("peer"))
                .isEqualTo("guest");
    }

    @Test
    void whoWaitsHearsAndReachesNobody() {
        // Given
        join(host, 1, lobby);
        RawSocket guest = client(1, "guest");
        join(guest, 1, lobby);
        say(
                host,
                new JsonObject()
                        .put("type", "signal")
                        .put("to", new JsonObject().put("room", lobby))
                        .put("kind", "chat")
                        .put("data", "among us"));

        // When
        say(
                guest,
                new JsonObject()
                        .put("type", "signal")
                        .put("id", 2)
                        .put("to", new JsonObject().put("room", lobby))
                        .put("kind", "chat")
                        .put("data", "hello?"));

        // Then
        assertThat(guest.read("error").getString("code")).isEqualTo("not_in_room");
        say(guest, new JsonObject().put("type", "ping"));
        assertThat(guest.read().getString("type")).isEqualTo("pong");
    }

    @Test
    void whoIsNotLetInIsToldAndMayNotAskAgainAtOnce() {
        // Given
        join(host, 1, lobby);
        RawSocket guest = client(1, "guest");
        join(guest, 1, lobby);

        // When
        say(host, "deny", 2, lobby, session);

        // Then
        JsonObject left = next(guest, "left");
        assertThat(left.getString("reason")).isEqualTo("denied");
        assertThat(left.containsKey("id")).isFalse();
        assertThat(join(guest, 2, lobby).getString("code")).isEqualTo("forbidden");
    }

    @Test
    void thoseBehindMoveUp() {
        // Given
        join(host, 1, lobby);
        RawSocket first = client(1, "first");
        join(first, 1, lobby);
        RawSocket second = client(1, "second");
        assertThat(join(second, 1, lobby).getInteger("position")).isEqualTo(2);

        // When
        say(first, "leave", 2, lobby);

        // Then
        assertThat(first.read("left").getString("reason")).isEqualTo("left");
        assertThat(next(second, "waiting").getInteger("position")).isEqualTo(1);
    }

    @Test
    void allWhoWaitAreLetInAtOnce() {
        // Given
        RawSocket first = client(1, "first");
        join(first, 1, lobby);
        RawSocket second = client(0, "second");
        join(second, 1, lobby);
        JsonObject joined = join(host, 1, lobby);
        JsonObject news = host.read("lobby");

        // When
        say(host, "admit", 2, lobby);

        // Then
        assertThat(peers(joined.getJsonArray("members"))).containsExactly("host");
        assertThat(peers(news.getJsonArray("waiting"))).containsExactly("first", "second");
        assertThat(peers(next(first, "joined").getJsonArray("members"))).containsExactly("first", "host", "second");
        assertThat(peers(next(second, "joined").getJsonArray("members"))).containsExactly("first", "host", "second");
        assertThat(next(host, "lobby").getInteger("count")).isZero();
    }

    @Test
    void whoIsKickedIsOutAndStaysOut() {
        // Given
        join(host, 1, hall);
        RawSocket other = client(1, "other");
        join(other, 1, hall);
        RawSocket guest = client(1, "guest");
        join(guest, 1, hall);
        join(guest, 2, "elsewhere-" + id);

        // When
        say(host, "kick", 2, hall, session);

        // Then
        assertThat(next(guest, "left").getString("reason")).isEqualTo("kicked");
        assertThat(next(other, "member-left").getString("reason")).isEqualTo("kicked");
        assertThat(join(guest, 3, hall).getString("code")).isEqualTo("forbidden");
        assertThat(join(client(0, "guest"), 1, hall).getString("code")).isEqualTo("forbidden");
        assertThat(join(guest, 4, "elsewhere-" + id).getString("type")).isEqualTo("joined");
    }

    @Test
    void allSessionsOfAPeerAreKicked() {
        // Given
        RawSocket phone = client(0, "guest");
        join(phone, 1, hall);
        RawSocket desk = client(1, "guest");
        join(desk, 1, hall);
        join(host, 1, hall);

        // When
        say(host, "kick", 2, hall, session);

        // Then
        assertThat(next(phone, "left").getString("reason")).isEqualTo("kicked");
        assertThat(next(desk, "left").getString("reason")).isEqualTo("kicked");
    }

    @Test
    void nobodyButModeratorsComesIntoALockedRoom() {
        // Given
        RawSocket guest = client(1, "guest");
        join(guest, 1, hall);
        join(host, 1, hall);
        say(host, "lock", 2, hall);
        JsonObject updated = next(guest, "room-updated");

        // When
        JsonObject refused = join(client(0, "late"), 1, hall);

        // Then
        assertThat(updated.getBoolean("locked")).isTrue();
        assertThat(refused.getString("code")).isEqualTo("room_locked");
        JsonObject second = join(client(1, "second", new JsonObject().put("moderate", JsonArray.of(hall))), 1, hall);
        assertThat(second.getBoolean("locked")).isTrue();
        say(host, "unlock", 3, hall);
        assertThat(next(guest, "room-updated").getBoolean("locked")).isFalse();
        assertThat(join(client(0, "late"), 1, hall).getString("type")).isEqualTo("joined");
    }

    @Test
    void onlyWhoModeratesModerates() {
        // Given
        join(host, 1, hall);
        RawSocket guest = client(1, "guest", new JsonObject().put("moderate", JsonArray.of("another")));
        join(guest, 1, hall);

        // When
        say(guest, "lock", 2, hall);

        // Then
        assertThat(next(guest, "error").getString("code")).isEqualTo("forbidden");
        say(guest, "kick", 3, "another", session);
        assertThat(next(guest, "error").getString("code")).isEqualTo("not_in_room");
    }

    @Test
    void aMemberIsAskedToMuteByModeratorsOnly() {
        // Given
        RawSocket guest = client(1, "guest");
        String guestsId = session;
        join(guest, 1, hall);
        JsonObject members = join(host, 1, hall);
        String hostsId = members.getString("self");

        // When
        say(host, "mute", 2, hall, guestsId);

        // Then
        JsonObject signal = next(guest, "signal");
        assertThat(signal.getString("kind")).isEqualTo("request-mute");
        assertThat(signal.getJsonObject("data").getString("room")).isEqualTo(hall);
        assertThat(next(host, "ack").getLong("id")).isEqualTo(2);
        say(guest, "mute", 2, hall, hostsId);
        assertThat(next(guest, "error").getString("code")).isEqualTo("forbidden");
        say(
                guest,
                new JsonObject()
                        .put("type", "signal")
                        .put("id", 3)
                        .put("to", new JsonObject().put("session", hostsId))
                        .put("kind", "request-mute")
                        .put("data", 1));
        assertThat(next(guest, "error").getString("code")).isEqualTo("forbidden");
    }

    @Test
    void membersSeeWhatATokenSaysAndNotWhatAClientClaims() {
        // Given
        JsonObject attributes = new JsonObject().put("name", "Zoë").put("role", "teacher");
        RawSocket teacher =
                client(1, "zoe", new JsonObject().put("attributes", attributes).put("moderate", JsonArray.of(hall)));
        join(teacher, 1, hall);

        // When
        JsonObject joined = join(client(0, "guest"), 1, hall);

        // Then
        JsonObject shown = joined.getJsonArray("members").stream()
                .map(JsonObject.class::cast)
                .filter(member -> member.getString("peer").equals("zoe"))
                .findFirst()
                .orElseThrow();
        assertThat(shown.getJsonObject("attributes")).isEqualTo(attributes);
        assertThat(shown.getBoolean("moderator")).isTrue();
        assertThat(joined.encode()).doesNotContain("\"moderator\":false");
    }

    @Test
    void aRoomHasAsManyMembersAsItsTenantSays() {
        // Given
        String pair = "pair-" + id;
        join(client(0, "one"), 1, pair);
        join(client(1, "two"), 1, pair);

        // When
        JsonObject third = join(client(1, "three"), 1, pair);

        // Then
        assertThat(third.getString("code")).isEqualTo("room_full");
    }

    @Test
    void whoMayNotOpenARoomWaitsForSomebodyWhoDoes() {
        // Given
        RawSocket guest = client(1, "guest", new JsonObject().put("create", JsonArray.of("another")));
        JsonObject early = join(guest, 1, hall);
        join(client(0, "opener"), 1, hall);

        // When
        JsonObject later = join(guest, 2, hall);

        // Then
        assertThat(early.getString("code")).isEqualTo("closed");
        assertThat(later.getString("type")).isEqualTo("joined");
    }

    @Test
    void whoWaitsGoesOnWaitingFromAnotherGateway() {
        // Given
        join(host, 1, lobby);
        RawSocket guest = client(1, "guest");
        join(guest, 1, lobby);
        String waiting = session;
        guest.close();

        // When
        RawSocket back = resume(0, waiting);

        // Then
        JsonObject welcome = back.read("welcome");
        assertThat(welcome.getBoolean("resumed")).isTrue();
        assertThat(welcome.getJsonObject("rooms").getJsonObject(lobby)).isEqualTo(new JsonObject().put("waiting", 1));
        say(host, "admit", 2, lobby, waiting);
        assertThat(peers(next(back, "joined").getJsonArray("members"))).containsExactly("guest", "host");
    }

    @Test
    void whoWasLetInWhileItWasAwayIsIn() {
        // Given
        join(host, 1, lobby);
        RawSocket guest = client(1, "guest");
        join(guest, 1, lobby);
        String waiting = session;
        guest.close();
        say(host, "admit", 2, lobby, waiting);
        assertThat(next(host, "ack").getLong("id")).isEqualTo(2);

        // When
        JsonObject welcome = resume(0, waiting).read("welcome");

        // Then
        assertThat(peers(welcome.getJsonObject("rooms").getJsonObject(lobby).getJsonArray("members")))
                .containsExactly("guest", "host");
    }

    @Test
    void whoWasKickedWhileItWasAwayIsOut() {
        // Given
        join(host, 1, hall);
        RawSocket guest = client(1, "guest");
        join(guest, 1, hall);
        String away = session;
        guest.close();
        say(host, "kick", 2, hall, away);
        assertThat(next(host, "ack").getLong("id")).isEqualTo(2);

        // When
        JsonObject welcome = resume(1, away).read("welcome");

        // Then
        assertThat(welcome.getBoolean("resumed")).isTrue();
        assertThat(welcome.getJsonObject("rooms")).isEqualTo(new JsonObject());
    }

    private RawSocket resume(int gateway, String which) {
        RawSocket socket = RawSocket.open(CLUSTER.gateway(gateway).plainPort());
        sockets.add(socket);
        say(
                socket,
                new JsonObject()
                        .put("type", "hello")
                        .put("token", token("guest", new JsonObject()))
                        .put("resume", new JsonObject().put("session", which).put("secret", secret)));
        return socket;
    }
}
