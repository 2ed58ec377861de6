package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.NodeProcess;
import io.chappe.tests.harness.Store;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Nodes die while a moderator moves a member: the moderator's gateway, the member's, and the service in between. The member is
 * in one of the two rooms, and never in none. What is to come later waits in a frozen process.
 */
@Tag("fault")
@Tag("long")
@Timeout(180)
class MoveToRoomFaultsIT {
    private static final int HOSTS = 0;
    private static final int MEMBERS = 1;
    private static final int SPARE = 2;

    /** Redis, so that the services that are left have the whole store. */
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(2, 3, QueueClient.settings(Duration.ofSeconds(60)), Store.redis());

    private final String hall = "hall-" + UUID.randomUUID();
    private final String yard = "yard-" + UUID.randomUUID();
    private final List<QueueClient> clients = new ArrayList<>();
    private QueueClient host;
    private QueueClient member;

    @BeforeEach
    void begin() {
        CLUSTER.awaitSteady();
        host = in(QueueClient.of(CLUSTER, HOSTS, "host", List.of("*"), List.of("*")));
        member = in(QueueClient.of(CLUSTER, MEMBERS, "member", List.of("*"), List.of()));
    }

    @AfterEach
    void startAgain() {
        clients.forEach(QueueClient::close);
        CLUSTER.restartEnded();
    }

    private QueueClient in(QueueClient client) {
        clients.add(client);
        client.join(hall);
        return client;
    }

    private static NodeProcess gateway(int index) {
        return CLUSTER.gateway(index).process();
    }

    private static double moderations() {
        return IntStream.range(0, CLUSTER.services())
                .mapToObj(CLUSTER::service)
                .mapToDouble(
                        service -> service.metrics().sum("chappe_service_requests_seconds_count", "kind=\"moderate\""))
                .sum();
    }

    /** Asks for the move, and returns when the member is called. */
    private long call() throws InterruptedException {
        double before = moderations();
        long request = host.askToMove(hall, member, yard);
        for (int i = 0; i < 500 && moderations() <= before; i++) {
            Thread.sleep(10);
        }
        assertThat(moderations()).isGreaterThan(before);
        return request;
    }

    private void assertIsIn(String room, JsonObject rooms) {
        if (!rooms.containsKey(room) || rooms.size() > 1) {
            assertThat(member.next("left").getString("to")).isEqualTo(room);
        }
        assertThat(member.join(room).getString("type")).isEqualTo("joined");
        assertThat(member.answer(member.ask("leave", hall)).getString("code")).isEqualTo("not_in_room");
    }

    @Test
    void aMemberWhoseGatewayDiesFollowsFromAnother() throws Exception {
        // Given
        gateway(MEMBERS).freeze();
        long request = call();

        // When
        gateway(MEMBERS).kill();
        JsonObject rooms = member.resume(SPARE).getJsonObject("rooms");

        // Then
        assertThat(host.answer(request).getString("type")).isEqualTo("moved");
        assertIsIn(yard, rooms);
    }

    @Test
    void aMemberWhoIsNotBackInTimeStaysAndTheRoomGoesOnMeanwhile() throws Exception {
        // Given
        QueueClient other = in(QueueClient.of(CLUSTER, SPARE, "other", List.of("*"), List.of()));
        gateway(MEMBERS).freeze();
        long request = call();
        JsonObject meanwhile = host.signal(new JsonObject().put("session", other.session()), "while that lasts");
        JsonObject updated =
                host.answer(host.ask("update", hall, new JsonObject().put("meta", new JsonObject().put("n", 1))));

        // When
        gateway(MEMBERS).kill();
        JsonObject answer = host.lateAnswer(request);

        // Then
        assertThat(List.of(meanwhile, updated))
                .extracting(message -> message.getString("type"))
                .containsOnly("ack");
        assertThat(answer.getString("code")).isEqualTo("timeout");
        assertThat(member.resume(SPARE).getJsonObject("rooms").getMap()).containsOnlyKeys(hall);
        assertThat(member.heard()).isEmpty();
        assertThat(host.move(hall, member, yard).getString("type"))
                .as("another one")
                .isEqualTo("moved");
    }

    @Test
    void aModeratorWhoseGatewayDiesAsksAgainAndLearnsIt() throws Exception {
        // Given
        gateway(MEMBERS).freeze();
        long request = call();

        // When
        gateway(HOSTS).kill();
        gateway(MEMBERS).thaw();
        host.resume(SPARE);
        JsonObject answer = host.moveAgain(request, hall, member, yard);

        // Then
        assertThat(answer.getString("type")).isEqualTo("moved");
        assertThat(member.next("left").getString("to")).isEqualTo(yard);
        assertThat(member.next("joined").getString("room")).isEqualTo(yard);
        assertThat(member.heard())
                .extracting(message -> message.getString("type"))
                .doesNotContain("left", "joined");
    }

    @Test
    void aServiceThatDiesInBetweenIsFollowedByAnother() throws Exception {
        // Given
        CLUSTER.service(0).freeze();
        long request = host.askToMove(hall, member, yard);

        // When
        CLUSTER.service(0).kill();

        // Then
        assertThat(host.answer(request).getString("type")).isEqualTo("moved");
        assertThat(member.next("left").getString("to")).isEqualTo(yard);
        assertThat(member.next("joined").getString("room")).isEqualTo(yard);
    }

    @Test
    void theOtherServiceMayDieAsWell() throws Exception {
        // Given
        CLUSTER.service(1).freeze();
        long request = host.askToMove(hall, member, yard);

        // When
        CLUSTER.service(1).kill();

        // Then
        assertThat(host.answer(request).getString("type")).isEqualTo("moved");
        assertThat(member.next("left").getString("to")).isEqualTo(yard);
    }

    @Test
    void whoIsRefusedStaysAlsoFromAnotherGateway() throws Exception {
        // Given
        host.join(yard);
        host.answer(host.ask("lock", yard));
        gateway(MEMBERS).freeze();
        long request = call();

        // When
        gateway(MEMBERS).kill();
        JsonObject rooms = member.resume(SPARE).getJsonObject("rooms");

        // Then
        assertThat(host.answer(request).getString("code")).isEqualTo("room_locked");
        assertThat(rooms.getMap()).containsOnlyKeys(hall);
        assertThat(member.signal(new JsonObject().put("session", host.session()), "still here")
                        .getString("type"))
                .isEqualTo("ack");
    }
}
