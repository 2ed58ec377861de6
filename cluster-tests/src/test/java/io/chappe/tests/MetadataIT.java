package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Cluster;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What moderators tell of a room; on two gateways, the moderator on the one, the others on the other. */
@Timeout(120)
class MetadataIT {
    private static final JsonObject PHYSICS =
            new JsonObject().put("title", "Physics").put("n", 1);

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(1, 2, RoomClient.settings());

    private final String room = "room-" + UUID.randomUUID();
    private final List<RoomClient> clients = new ArrayList<>();
    private final RoomClient host = in(RoomClient.moderator(CLUSTER, 0, "host"));

    private RoomClient in(RoomClient client) {
        clients.add(client);
        return client;
    }

    private RoomClient guest(int gateway, String peer) {
        return in(RoomClient.guest(CLUSTER, gateway, peer));
    }

    private JsonObject describe(RoomClient by, @Nullable JsonObject metadata) {
        return by.request("update-room", room, new JsonObject().put("metadata", metadata));
    }

    @AfterEach
    void hangUp() {
        clients.forEach(RoomClient::close);
    }

    @Test
    void allMembersAreToldAndWhoComesLater() {
        // Given
        host.join(room);
        RoomClient guest = guest(1, "guest");
        JsonObject before = guest.join(room);

        // When
        JsonObject done = describe(host, PHYSICS);

        // Then
        JsonObject updated = guest.next("room-updated");
        assertThat(done.getString("type")).isEqualTo("ack");
        assertThat(before.containsKey("metadata")).isFalse();
        assertThat(updated.getJsonObject("metadata")).isEqualTo(PHYSICS);
        assertThat(updated.getBoolean("locked")).isFalse();
        assertThat(guest(1, "late").join(room).getJsonObject("metadata")).isEqualTo(PHYSICS);
        assertThat(host.heard())
                .filteredOn(frame -> frame.contains("room-updated"))
                .hasSize(1);
        describe(host, null);
        assertThat(guest.next("room-updated").getValue("metadata")).isNull();
        assertThat(guest(0, "later").join(room).containsKey("metadata")).isFalse();
    }

    @Test
    void onlyModeratorsOfTheRoomTell() {
        // Given
        host.join(room);
        RoomClient guest = guest(1, "guest");
        guest.join(room);

        // When
        JsonObject refused = describe(guest, PHYSICS);

        // Then
        assertThat(refused.getString("code")).isEqualTo("forbidden");
        assertThat(describe(in(RoomClient.moderator(CLUSTER, 1, "elsewhere")), PHYSICS)
                        .getString("code"))
                .isEqualTo("not_in_room");
        assertThat(guest.heard()).noneMatch(frame -> frame.contains("Physics"));
    }

    @Test
    void whoWasAwayIsToldWhenItIsBackAtAnotherGateway() {
        // Given
        host.join(room);
        RoomClient guest = guest(1, "guest");
        guest.join(room);
        guest.drop();
        describe(host, PHYSICS);

        // When
        JsonObject welcome = guest.resume(0);

        // Then
        assertThat(welcome.getBoolean("resumed")).isTrue();
        assertThat(welcome.getJsonObject("rooms").getJsonObject(room).getJsonObject("metadata"))
                .isEqualTo(PHYSICS);
    }

    @Test
    void gatewaysPutItBackWhenTheStoreIsLost() {
        // Given
        host.join(room);
        describe(host, PHYSICS);

        // When
        CLUSTER.service(0).kill();
        CLUSTER.restartService(0);
        CLUSTER.awaitReady();

        // Then
        await("the room").atMost(Duration.ofSeconds(40)).ignoreExceptions().untilAsserted(() -> {
            JsonObject joined = guest(1, "guest-" + UUID.randomUUID()).join(room);
            assertThat(joined.getString("type")).isEqualTo("joined");
            assertThat(joined.getJsonObject("metadata")).isEqualTo(PHYSICS);
        });
    }
}
