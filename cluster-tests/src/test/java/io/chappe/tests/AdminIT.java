package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Admin;
import io.chappe.tests.harness.Cluster;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What administrators see of clients on two gateways, and what clients notice of administrators. In order: the last one ends a gateway. */
@Timeout(90)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdminIT {
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

    private RoomClient member(int gateway, String peer) {
        RoomClient client = RoomClient.guest(CLUSTER, gateway, peer + "-" + id);
        clients.add(client);
        assertThat(client.join(room).getString("type")).isEqualTo("joined");
        return client;
    }

    private static String rooms(String name) {
        return "/tenants/acme/rooms/" + name;
    }

    private static List<JsonObject> items(JsonObject page) {
        return page.getJsonArray("items").stream()
                .map(item -> (JsonObject) item)
                .toList();
    }

    private List<String> gateways() {
        return items(admin.get("/nodes")).stream()
                .filter(node -> node.getString("role").equals("gateway"))
                .map(node -> node.getString("id"))
                .toList();
    }

    private String nodeOf(RoomClient client) {
        JsonObject peer = admin.get("/tenants/acme/peers/" + client.peer());
        return peer.getJsonArray("sessions").getJsonObject(0).getString("node");
    }

    @Test
    void seesWhoIsWhere() {
        // Given
        RoomClient ann = member(0, "ann");
        RoomClient bob = member(1, "bob");

        // When
        List<JsonObject> members = items(admin.get(rooms(room) + "/members"));

        // Then
        assertThat(members)
                .extracting(member -> member.getString("session"))
                .containsExactly(ann.session(), bob.session());
        assertThat(members)
                .extracting(member -> member.getString("node"))
                .containsExactly(nodeOf(ann), nodeOf(bob))
                .doesNotHaveDuplicates()
                .isSubsetOf(gateways());
        assertThat(items(admin.get("/tenants/acme/rooms?prefix=room-" + id)))
                .extracting(found -> found.getInteger("members"))
                .containsExactly(2);
        assertThat(items(admin.get("/tenants/demo/rooms?prefix=room-" + id))).isEmpty();
    }

    @Test
    void aGatewayTellsWhatItHas() {
        // Given
        RoomClient ann = member(0, "ann");
        String node = nodeOf(ann);

        // When
        await("the next renewal of its lease").atMost(Duration.ofSeconds(10)).until(() -> {
            JsonObject now = admin.get("/nodes/" + node);
            // Rooms and sessions of the test before may be there still, without their sockets.
            return now.getInteger("rooms", 0) > 0
                    && now.getInteger("sockets", 0) > 0
                    && now.getString("state").equals("up");
        });

        // Then
        JsonObject found = admin.get("/nodes/" + node);
        assertThat(found.getInteger("sessions")).isPositive();
        assertThat(found.getInteger("sockets")).isPositive();
        assertThat(found.getString("version")).isNotEmpty();
        assertThat(found.getString("startedAt")).isNotEmpty();
    }

    @Test
    void whoIsKickedIsToldAndCannotComeBack() {
        // Given
        RoomClient ann = member(0, "ann");
        RoomClient bob = member(1, "bob");

        // When
        admin.ask("DELETE", rooms(room) + "/members/" + bob.session() + "?banSeconds=60", null);

        // Then
        assertThat(bob.next("left").getString("reason")).isEqualTo("kicked");
        assertThat(ann.next("member-left").getString("reason")).isEqualTo("kicked");
        assertThat(bob.join(room).getString("code")).isEqualTo("forbidden");
        assertThat(admin.get(rooms(room)).getJsonArray("bans").getJsonObject(0).getString("peer"))
                .isEqualTo(bob.peer());
    }

    @Test
    void membersAreToldOfALockAndOfMetadata() {
        // Given
        RoomClient ann = member(0, "ann");
        JsonObject metadata = new JsonObject().put("title", "Physics");

        // When
        JsonObject changed = admin.ask(
                "PATCH", rooms(room), new JsonObject().put("locked", true).put("metadata", metadata));

        // Then
        assertThat(changed.getBoolean("locked")).isTrue();
        assertThat(changed.getJsonObject("metadata")).isEqualTo(metadata);
        assertThat(ann.next("room-updated").getBoolean("locked")).isTrue();
        assertThat(ann.next("room-updated").getJsonObject("metadata")).isEqualTo(metadata);
        RoomClient bob = RoomClient.guest(CLUSTER, 1, "bob-" + id);
        clients.add(bob);
        assertThat(bob.join(room).getString("code")).isEqualTo("room_locked");
    }

    @Test
    void allWhoAreInARoomThatIsClosedAreTold() {
        // Given
        RoomClient ann = member(0, "ann");
        RoomClient bob = member(1, "bob");

        // When
        JsonObject closed = admin.ask("DELETE", rooms(room), null);

        // Then
        assertThat(closed.getInteger("takenOut")).isEqualTo(2);
        assertThat(List.of(ann, bob))
                .allSatisfy(client ->
                        assertThat(client.next("left").getString("reason")).isEqualTo("closed"));
        assertThat(admin.send("GET", rooms(room), null).statusCode()).isEqualTo(404);
        await("the rooms of its record")
                .atMost(Duration.ofSeconds(5))
                .until(() -> admin.get("/tenants/acme/peers/" + ann.peer())
                        .getJsonArray("sessions")
                        .getJsonObject(0)
                        .getJsonArray("rooms")
                        .isEmpty());
        assertThat(bob.join(room).getString("type")).isEqualTo("joined");
    }

    @Test
    void aMemberIsMovedToAnotherRoom() {
        // Given
        RoomClient ann = member(0, "ann");
        RoomClient bob = member(1, "bob");

        // When
        admin.ask(
                "POST", rooms(room) + "/members/" + bob.session() + "/move", new JsonObject().put("to", "other-" + id));

        // Then
        assertThat(bob.next("left").getString("reason")).isEqualTo("moved");
        assertThat(bob.next("joined").getString("room")).isEqualTo("other-" + id);
        assertThat(ann.next("member-left").getString("reason")).isEqualTo("moved");
        assertThat(items(admin.get(rooms("other-" + id) + "/members")))
                .extracting(member -> member.getString("session"))
                .containsExactly(bob.session());
    }

    @Test
    void whoWaitsIsLetIn() {
        // Given
        String lobby = "lobby-" + id;
        RoomClient host = RoomClient.moderator(CLUSTER, 0, "host-" + id);
        clients.add(host);
        host.join(lobby);
        RoomClient guest = RoomClient.guest(CLUSTER, 1, "guest-" + id);
        clients.add(guest);
        assertThat(guest.join(lobby).getString("type")).isEqualTo("waiting");

        // When
        admin.ask("POST", rooms(lobby) + "/members/" + guest.session() + "/admit", null);

        // Then
        assertThat(guest.next("joined").getString("room")).isEqualTo(lobby);
    }

    @Test
    void whoseTokensAreTakenBackIsOut() {
        // Given
        RoomClient ann = member(0, "ann");

        // When
        admin.ask("POST", "/tenants/acme/revocations", new JsonObject().put("peer", ann.peer()));

        // Then
        assertThat(ann.closed()).isEqualTo(4403);
    }

    @Test
    void aSessionThatIsEndedIsOutOfItsRoomsAndCannotBeResumed() {
        // Given
        RoomClient ann = member(0, "ann");
        RoomClient bob = member(1, "bob");
        String path = "/tenants/acme/peers/" + bob.peer() + "/sessions/" + bob.session();

        // When
        admin.ask("DELETE", path, null);

        // Then
        assertThat(bob.closed()).isEqualTo(4403);
        assertThat(ann.next("member-left").getJsonObject("member").getString("session"))
                .isEqualTo(bob.session());
        assertThat(bob.resume(0).getBoolean("resumed")).isFalse();
        assertThat(admin.send("DELETE", path, null).statusCode()).isEqualTo(404);
    }

    @Test
    void aSessionWithoutASocketIsEndedToo() {
        // Given
        RoomClient ann = member(0, "ann");
        RoomClient bob = member(1, "bob");
        bob.drop();
        assertThat(ann.next("member-updated").getJsonObject("member").getString("state"))
                .isEqualTo("reconnecting");

        // When
        admin.ask("DELETE", "/tenants/acme/peers/" + bob.peer() + "/sessions/" + bob.session(), null);

        // Then
        assertThat(ann.next("member-left").getJsonObject("member").getString("session"))
                .isEqualTo(bob.session());
        assertThat(bob.resume(0).getBoolean("resumed")).isFalse();
    }

    @Test
    void aGatewayIsDrainedAndTakesClientsAgain() {
        // Given
        RoomClient ann = member(0, "ann");
        String node = nodeOf(ann);

        // When
        JsonObject begun = admin.ask("POST", "/nodes/" + node + "/drain", null);

        // Then
        assertThat(begun.getString("state")).isEqualTo("draining");
        assertThat(ann.next("go-away").getString("reason")).isEqualTo("drain");
        await("the lease says so")
                .atMost(Duration.ofSeconds(10))
                .until(() -> admin.get("/nodes/" + node).getString("state").equals("draining"));
        assertThat(admin.ask("DELETE", "/nodes/" + node + "/drain", null).getString("state"))
                .isEqualTo("idle");
        await("it is ready again")
                .atMost(Duration.ofSeconds(10))
                .until(CLUSTER.gateway(0).process()::isReady);
    }

    @Test
    void changesAreNotedOnWhicheverServiceTheyWereMade() {
        // Given
        member(0, "ann");
        admin.ask("PATCH", rooms(room), new JsonObject().put("locked", true));
        admin.send("DELETE", rooms(room) + "/members/nobody", null);

        // When
        List<JsonObject> changes = items(CLUSTER.admin(0).get("/tenants/acme/audit?limit=3"));

        // Then
        assertThat(changes)
                .extracting(change -> change.getString("operation"))
                .containsExactly("kickMember", "kickMember", "changeRoom");
        assertThat(changes.get(0).getInteger("failed")).isEqualTo(404);
        assertThat(changes.get(1).containsKey("failed")).isFalse();
        assertThat(changes.get(2).getJsonObject("body")).isEqualTo(new JsonObject().put("locked", true));
        assertThat(changes).extracting(change -> change.getString("key")).containsOnly("operator");
        assertThat(items(admin.get("/audit?limit=3")))
                .extracting(change -> change.getString("path"))
                .isEqualTo(
                        changes.stream().map(change -> change.getString("path")).toList());
    }

    @Test
    @Order(LAST)
    void aDeadGatewayMakesNothingSlow() {
        // Given
        RoomClient ann = member(0, "ann");
        RoomClient bob = member(1, "bob");
        String dead = nodeOf(bob);
        CLUSTER.awaitSteady();
        CLUSTER.gateway(1).process().kill();

        // When
        List<Duration> took = new ArrayList<>();
        await("the members").atMost(Duration.ofSeconds(60)).until(() -> {
            Stream.of("/nodes", "/tenants/acme/peers/" + bob.peer(), rooms(room) + "/members")
                    .forEach(path -> {
                        long began = System.nanoTime();
                        admin.get(path);
                        took.add(Duration.ofNanos(System.nanoTime() - began));
                    });
            return items(admin.get(rooms(room) + "/members")).size() == 1;
        });

        // Then
        assertThat(took).allSatisfy(time -> assertThat(time).isLessThan(Duration.ofSeconds(2)));
        assertThat(gateways()).doesNotContain(dead);
        assertThat(items(admin.get(rooms(room) + "/members")))
                .extracting(member -> member.getString("session"))
                .containsExactly(ann.session());
        assertThat(admin.get("/tenants/acme/peers/" + bob.peer()).getString("state"))
                .isEqualTo("offline");
        assertThat(admin.send("POST", "/nodes/" + dead + "/drain", null).statusCode())
                .isEqualTo(404);
    }
}
