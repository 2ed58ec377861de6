package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
 * Nodes die while somebody is taken out of a queue: the agent's gateway, the caller's, and the service in between. Nobody is
 * lost, and nobody is given to two. What is to come later waits in a frozen process.
 */
@Tag("fault")
@Tag("long")
@Timeout(180)
class QueueFaultsIT {
    private static final int AGENTS = 0;
    private static final int CALLERS = 1;
    private static final int SPARE = 2;
    private static final Duration CALL = Duration.ofSeconds(15);

    /** Redis, so that the services that are left have the whole store. */
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(2, 3, QueueClient.settings(Duration.ofSeconds(60)), Store.redis());

    private final String queue = "queue-" + UUID.randomUUID();
    private final List<QueueClient> clients = new ArrayList<>();
    private QueueClient agent;
    private QueueClient caller;

    @BeforeEach
    void begin() {
        CLUSTER.awaitSteady();
        agent = in(QueueClient.agent(CLUSTER, AGENTS, "agent"));
        caller = in(QueueClient.caller(CLUSTER, CALLERS, "caller"));
    }

    @AfterEach
    void startAgain() {
        clients.forEach(QueueClient::close);
        CLUSTER.restartEnded();
    }

    private QueueClient in(QueueClient client) {
        clients.add(client);
        client.join(queue);
        return client;
    }

    private static NodeProcess gateway(int index) {
        return CLUSTER.gateway(index).process();
    }

    private static double joins(NodeProcess service) {
        return service.metrics().sum("chappe_service_requests_seconds_count", "kind=\"join\"");
    }

    private void assertTogether(String room) {
        assertThat(caller.signal(new JsonObject().put("session", agent.session()), "hello")
                        .getString("type"))
                .isEqualTo("ack");
        assertThat(QueueClient.peers(agent.join(room).getJsonArray("members")))
                .containsExactlyInAnyOrder("agent", "caller");
    }

    /** Until the caller is told that it is in a room of the server's own. */
    private String moved() {
        JsonObject left = caller.next("left");
        assertThat(left.getString("reason")).isEqualTo("moved");
        JsonObject joined = caller.next("joined");
        assertThat(joined.getString("room")).isEqualTo(left.getString("to"));
        return joined.getString("room");
    }

    /**
     * Asks for the next, and returns when the agent is in the room of their own and has called nobody yet: the service that
     * answers for the queue is frozen.
     */
    private Frozen frozenTake() {
        List<NodeProcess> services = IntStream.range(0, CLUSTER.services())
                .mapToObj(CLUSTER::service)
                .toList();
        List<Double> before = services.stream().map(QueueFaultsIT::joins).toList();
        in(QueueClient.agent(CLUSTER, SPARE, "probe"));
        int asked = joins(services.get(0)) > before.get(0) ? 0 : 1;
        NodeProcess other = services.get(1 - asked);
        double joins = joins(other);
        services.get(asked).freeze();
        long request = agent.ask("take", queue);
        await("the agent in its room")
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> joins(other) > joins);
        return new Frozen(services.get(asked), request);
    }

    private record Frozen(NodeProcess service, long request) {}

    @Test
    void anAgentWhoseGatewayDiesBeforeItHasCalledAsksAgain() {
        // Given
        Frozen take = frozenTake();

        // When
        gateway(AGENTS).kill();
        take.service().kill();
        JsonObject rooms = agent.resume(SPARE).getJsonObject("rooms");

        // Then
        assertThat(caller.heard()).isEmpty();
        agent.say(new JsonObject().put("type", "take").put("id", take.request()).put("room", queue));
        JsonObject taken = agent.answer(take.request());
        assertThat(taken.getString("peer")).isEqualTo("caller");
        assertThat(rooms.getMap()).containsOnlyKeys(queue, taken.getString("to"));
        assertThat(moved()).isEqualTo(taken.getString("to"));
        assertTogether(taken.getString("to"));
    }

    @Test
    void anAgentWhoseGatewayDiesAfterItHasCalledFindsTheCaller() throws Exception {
        // Given
        String to = gateway(CALLERS).whileFrozen(() -> {
            String room = agent.take(queue).getString("to");

            // When
            gateway(AGENTS).kill();
            return room;
        });

        // Then
        assertThat(moved()).isEqualTo(to);
        assertThat(agent.resume(SPARE).getJsonObject("rooms").getMap()).containsOnlyKeys(queue, to);
        assertTogether(to);
    }

    @Test
    void aCallOfAnAgentWhoIsGoneGivesThePlaceBack() throws Exception {
        // Given
        in(QueueClient.caller(CLUSTER, SPARE, "second"));
        QueueClient other = in(QueueClient.agent(CLUSTER, SPARE, "other"));
        other.lobby(2);

        // When
        gateway(CALLERS).whileFrozen(() -> {
            String to = agent.take(queue).getString("to");
            other.lobby(1);
            agent.answer(agent.ask("leave", to));
            agent.say(new JsonObject().put("type", "bye"));
            return to;
        });

        // Then
        assertThat(other.lobby(2)).containsExactly("caller", "second");
        assertThat(caller.heard())
                .extracting(message -> message.getString("type"))
                .doesNotContain("left", "joined");
        JsonObject taken = other.take(queue);
        assertThat(taken.getString("peer")).isEqualTo("caller");
        assertThat(moved()).isEqualTo(taken.getString("to"));
    }

    @Test
    void aCallerWhoseGatewayDiesFollowsFromAnother() throws Exception {
        // Given
        gateway(CALLERS).freeze();
        String to = agent.take(queue).getString("to");

        // When
        gateway(CALLERS).kill();
        JsonObject rooms = caller.resume(SPARE).getJsonObject("rooms");

        // Then
        assertThat(rooms.containsKey(to) || moved().equals(to)).isTrue();
        assertTogether(to);
        assertThat(caller.answer(caller.ask("leave", queue)).getString("code")).isEqualTo("not_in_room");
    }

    @Test
    void aCallerWhoIsNotBackInTimeHasItsPlaceAgainAndGoesToWhoeverCallsNext() throws Exception {
        // Given
        QueueClient other = in(QueueClient.agent(CLUSTER, SPARE, "other"));
        other.lobby(1);
        gateway(CALLERS).freeze();
        String first = agent.take(queue).getString("to");
        long called = System.nanoTime();
        other.lobby(0);

        // When
        gateway(CALLERS).kill();

        // Then
        assertThat(other.lobby(1)).containsExactly("caller");
        assertThat(System.nanoTime() - called)
                .isGreaterThan(CALL.minusSeconds(1).toNanos());
        String second = other.take(queue).getString("to");
        JsonObject rooms = caller.resume(SPARE).getJsonObject("rooms");
        assertThat(rooms.containsKey(second) || moved().equals(second)).isTrue();
        assertThat(rooms.containsKey(first)).isFalse();
        assertThat(agent.join(first).getJsonArray("members")).hasSize(1);
    }

    @Test
    void aServiceThatDiesInBetweenIsFollowedByAnother() {
        // Given
        Frozen take = frozenTake();

        // When
        take.service().kill();

        // Then
        JsonObject taken = agent.answer(take.request());
        assertThat(taken.getString("peer")).isEqualTo("caller");
        assertThat(moved()).isEqualTo(taken.getString("to"));
        assertTogether(taken.getString("to"));
        assertThat(agent.take(queue).getString("code")).isEqualTo("no_such_session");
    }

    /** The service had the request before it froze, and so it is done late, for an agent that is elsewhere by then. */
    @Test
    void aServiceThatCallsLateCallsForTheAgentWhereverItIs() {
        // Given
        Frozen take = frozenTake();

        // When
        gateway(AGENTS).kill();
        take.service().thaw();

        // Then
        String to = moved();
        assertThat(agent.resume(SPARE).getJsonObject("rooms").getMap()).containsOnlyKeys(queue, to);
        agent.say(new JsonObject().put("type", "take").put("id", take.request()).put("room", queue));
        assertThat(agent.answer(take.request()).getString("to")).isEqualTo(to);
        assertTogether(to);
    }
}
