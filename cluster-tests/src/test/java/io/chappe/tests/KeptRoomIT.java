package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Cluster;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rooms that are kept when the last has left, and others; who comes back does so on another gateway. */
@Timeout(90)
class KeptRoomIT {
    private static final JsonObject METADATA = new JsonObject().put("title", "Physics");

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(
            1,
            2,
            RoomClient.settings(
                    new JsonObject().put("name", "kept-*").put("keep", "1h"),
                    new JsonObject().put("name", "brief-*").put("keep", "1s")));

    private final String id = UUID.randomUUID().toString();
    private final List<RoomClient> clients = new ArrayList<>();

    private RoomClient in(RoomClient client) {
        clients.add(client);
        return client;
    }

    @AfterEach
    void hangUp() {
        clients.forEach(RoomClient::close);
    }

    private void setUpAndLeave(String room) {
        RoomClient host = in(RoomClient.moderator(CLUSTER, 0, "host"));
        host.join(room);
        host.request("update-room", room, new JsonObject().put("metadata", METADATA));
        host.request("lock", room);
        assertThat(host.request("leave", room).getString("type")).isEqualTo("left");
    }

    private JsonObject join(String room, String peer) {
        return in(RoomClient.guest(CLUSTER, 1, peer)).join(room);
    }

    @Test
    void aRoomThatIsKeptIsAsItsModeratorHasLeftIt() {
        // Given
        String room = "kept-" + id;
        setUpAndLeave(room);

        // When
        JsonObject refused = join(room, "guest");
        RoomClient another = in(RoomClient.moderator(CLUSTER, 1, "another"));
        JsonObject joined = another.join(room);

        // Then
        assertThat(refused.getString("code")).isEqualTo("room_locked");
        assertThat(joined.getBoolean("locked")).isTrue();
        assertThat(joined.getJsonObject("metadata")).isEqualTo(METADATA);
        another.request("unlock", room);
        assertThat(join(room, "guest").getJsonObject("metadata")).isEqualTo(METADATA);
    }

    @Test
    void otherRoomsAndThoseWhoseTimeIsOverBeginAnew() throws InterruptedException {
        // Given
        setUpAndLeave("plain-" + id);
        setUpAndLeave("brief-" + id);
        Thread.sleep(1_100);

        // When
        JsonObject plain = join("plain-" + id, "guest");
        JsonObject brief = join("brief-" + id, "guest");

        // Then
        assertThat(List.of(plain, brief)).allSatisfy(joined -> {
            assertThat(joined.getString("type")).isEqualTo("joined");
            assertThat(joined.fieldNames()).doesNotContain("locked", "metadata");
        });
    }
}
