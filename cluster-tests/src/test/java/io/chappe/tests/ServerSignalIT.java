package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Admin;
import io.chappe.tests.harness.Cluster;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Signals of the server to clients on two gateways. In order: the last one freezes a gateway. */
@Timeout(90)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServerSignalIT {
    private static final int LAST = Integer.MAX_VALUE;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(
            2, 2, RoomClient.settings(new JsonObject().put("name", "lobby-*").put("lobby", true)));

    private final String id = UUID.randomUUID().toString();
    private final String room = "room-" + id;
    private final List<RoomClient> clients = new ArrayList<>();
    private final Admin admin = CLUSTER.admin(1);

    @AfterEach
    void hangUp() {
        clients.forEach(RoomClient::close);
    }

    private RoomClient client(int gateway, String peer) {
        RoomClient client = RoomClient.guest(CLUSTER, gateway, peer + "-" + id);
        clients.add(client);
        return client;
    }

    private RoomClient member(int gateway, String peer) {
        RoomClient client = client(gateway, peer);
        assertThat(client.join(room).getString("type")).isEqualTo("joined");
        return client;
    }

    private static JsonObject notice(String text) {
        return new JsonObject().put("kind", "notice").put("data", new JsonObject().put("text", text));
    }

    private JsonObject send(JsonObject signal) {
        return admin.ask("POST", "/tenants/acme/rooms/" + room + "/signals", signal);
    }

    @Test
    @Order(1)
    void allMembersGetWhatIsForTheRoom() {
        // Given
        RoomClient ann = member(0, "ann");
        RoomClient bob = member(1, "bob");

        // When
        JsonObject sent = send(notice("é"));

        // Then
        assertThat(sent).isEqualTo(new JsonObject().put("reached", 2).put("missed", 0));
        for (RoomClient client : List.of(ann, bob)) {
            JsonObject signal = client.next("signal");
            assertThat(signal.getJsonObject("from"))
                    .isEqualTo(new JsonObject().put("session", "server").put("peer", "server"));
            assertThat(signal.getString("room")).isEqualTo(room);
            assertThat(signal.getString("kind")).isEqualTo("notice");
            assertThat(signal.getJsonObject("data").getString("text")).isEqualTo("é");
            assertThat(signal.containsKey("id")).isFalse();
        }
    }

    @Test
    @Order(2)
    void oneGetsWhatIsForItAlone() {
        // Given
        RoomClient ann = member(0, "ann");
        RoomClient bob = member(1, "bob");

        // When
        JsonObject sent = send(notice("for bob").put("session", bob.session()));

        // Then
        assertThat(sent.getInteger("reached")).isEqualTo(1);
        JsonObject signal = bob.next("signal");
        assertThat(signal.getJsonObject("data").getString("text")).isEqualTo("for bob");
        assertThat(signal.containsKey("room")).isFalse();
        assertThat(ann.heard()).noneMatch(frame -> frame.contains("for bob"));
    }

    @Test
    @Order(3)
    void whatCantBeSentIsRefused() {
        // Given
        member(0, "ann");
        String path = "/tenants/acme/rooms/" + room + "/signals";

        // When
        List<HttpResponse<String>> refused = List.of(
                admin.send("POST", path, notice("x").put("session", "nobody")),
                admin.send("POST", "/tenants/acme/rooms/empty-" + id + "/signals", notice("x")),
                admin.send("POST", path, notice("x").put("kind", "")),
                admin.send("POST", path, notice("x").put("from", "ann")),
                admin.send("POST", path, notice("x".repeat(17 << 10))),
                admin.send("POST", path, new JsonObject().put("kind", "x").put("data", "no object")));

        // Then
        assertThat(refused).extracting(HttpResponse::statusCode).containsExactly(404, 404, 400, 400, 400, 400);
    }

    @Test
    @Order(LAST)
    void aGatewayThatIsFrozenIsNotWaitedFor() throws Exception {
        // Given
        RoomClient ann = member(0, "ann");
        member(1, "bob");

        // When
        AtomicLong took = new AtomicLong();
        JsonObject sent = CLUSTER.gateway(1).process().whileFrozen(() -> {
            long began = System.nanoTime();
            JsonObject answer = send(notice("x"));
            took.set(System.nanoTime() - began);
            return answer;
        });

        // Then
        assertThat(sent).isEqualTo(new JsonObject().put("reached", 1).put("missed", 1));
        assertThat(Duration.ofNanos(took.get())).isLessThan(Duration.ofSeconds(4)); // 1 s is what it may take
        assertThat(ann.next("signal").getString("kind")).isEqualTo("notice");
    }
}
