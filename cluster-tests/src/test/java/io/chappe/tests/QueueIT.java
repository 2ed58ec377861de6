package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Cluster;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Callers wait in a queue, and agents take them to rooms of their own; on two gateways. */
@Timeout(90)
class QueueIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(1, 2, QueueClient.settings(Duration.ofSeconds(20)));

    private final String queue = "queue-" + UUID.randomUUID();
    private final List<QueueClient> clients = new ArrayList<>();

    @AfterEach
    void hangUp() {
        clients.forEach(QueueClient::close);
    }

    private QueueClient agent(int gateway, String peer) {
        QueueClient agent = QueueClient.agent(CLUSTER, gateway, peer);
        clients.add(agent);
        agent.join(queue);
        return agent;
    }

    private QueueClient caller(int gateway, String peer) {
        QueueClient caller = QueueClient.caller(CLUSTER, gateway, peer);
        clients.add(caller);
        return caller;
    }

    /** One that waits already. */
    private QueueClient waiting(int gateway, String peer) {
        QueueClient caller = caller(gateway, peer);
        assertThat(caller.join(queue, new JsonObject().put("page", "/prices/" + peer))
                        .getString("type"))
                .isEqualTo("waiting");
        return caller;
    }

    @Test
    void theNextIsTakenToARoomOfTheirOwn() {
        // Given
        QueueClient caller = waiting(1, "caller");
        QueueClient agent = agent(0, "agent");

        // When
        long request = agent.ask("take", queue);

        // Then
        JsonObject joined = agent.next("joined");
        JsonObject taken = agent.next("taken");
        String to = taken.getString("to");
        assertThat(taken)
                .isEqualTo(new JsonObject()
                        .put("type", "taken")
                        .put("id", request)
                        .put("room", queue)
                        .put("session", caller.session())
                        .put("peer", "caller")
                        .put("to", to));
        assertThat(to).matches("~[-_A-Za-z0-9]{22}");
        assertThat(joined.containsKey("id")).isFalse();
        assertThat(joined.getString("room")).isEqualTo(to);
        assertThat(caller.next("left", "joined"))
                .isEqualTo(new JsonObject()
                        .put("type", "left")
                        .put("room", queue)
                        .put("reason", "moved")
                        .put("to", to));
        JsonObject arrived = caller.next("joined");
        assertThat(arrived.containsKey("id")).isFalse();
        assertThat(arrived.getString("room")).isEqualTo(to);
        assertThat(QueueClient.peers(arrived.getJsonArray("members"))).containsExactlyInAnyOrder("agent", "caller");
        assertThat(arrived.getJsonArray("members").encode()).contains("\"moderator\":true");
        assertThat(agent.join(queue).getString("type")).as("still in the queue").isEqualTo("joined");
    }

    @Test
    void bothSignalAndMuteAndUpdateThereAndNobodyElseReachesThem() {
        // Given
        QueueClient caller = waiting(1, "caller");
        QueueClient agent = agent(0, "agent");
        QueueClient stranger = waiting(1, "stranger");
        String to = agent.take(queue).getString("to");
        caller.next("joined");
        agent.next("member-joined");

        // When
        JsonObject said = caller.signal(new JsonObject().put("session", agent.session()), "hello");
        JsonObject muted = agent.answer(agent.ask("mute", to, new JsonObject().put("session", caller.session())));
        JsonObject locked = agent.answer(agent.ask("lock", to));
        JsonObject notAllowed = caller.answer(caller.ask("unlock", to));
        JsonObject updated =
                caller.answer(caller.ask("update", to, new JsonObject().put("meta", new JsonObject().put("hand", 1))));
        JsonObject watched =
                caller.answer(caller.ask("watch", to, new JsonObject().put("peers", JsonArray.of("agent"))));
        JsonObject outside = stranger.signal(new JsonObject().put("session", caller.session()), "psst");
        JsonObject room = stranger.signal(new JsonObject().put("room", to), "psst");
        JsonObject joined = stranger.join(to);

        // Then
        assertThat(List.of(said, muted, locked, updated, watched))
                .extracting(answer -> answer.getString("type"))
                .containsOnly("ack");
        assertThat(notAllowed.getString("code")).isEqualTo("forbidden");
        assertThat(outside.getString("code")).isEqualTo("no_such_session");
        assertThat(room.getString("code")).isEqualTo("not_in_room");
        assertThat(joined.getString("code")).isEqualTo("forbidden");
    }

    @Test
    void nobodyJoinsARoomOfTheServer() {
        // Given
        QueueClient agent = agent(0, "agent");
        waiting(1, "caller");
        agent.lobby(1);
        String to = agent.take(queue).getString("to");

        // When
        JsonObject there = agent.join(to);
        agent.answer(agent.ask("leave", to));
        JsonObject back = agent.join(to);
        JsonObject made = agent.join("~of-my-own");

        // Then
        assertThat(there.getString("type")).as("who was led there is in it").isEqualTo("joined");
        assertThat(List.of(back, made))
                .extracting(answer -> answer.getString("code"))
                .containsOnly("forbidden");
    }

    @Test
    void agentsSeeWhoWaitsAndWhyAndCallersDoNot() {
        // Given
        QueueClient agent = agent(0, "agent");
        QueueClient first = waiting(1, "first");
        agent.lobby(1);

        // When
        QueueClient second = waiting(0, "second");

        // Then
        JsonObject lobby = agent.next("lobby");
        assertThat(lobby.getInteger("count")).isEqualTo(2);
        assertThat(lobby.encode()).contains("/prices/first").contains("/prices/second");
        assertThat(first.heard()).isEmpty();
        assertThat(second.heard()).isEmpty();
    }

    @Test
    void aChosenOneIsTakenBeforeItsTurn() {
        // Given
        QueueClient first = waiting(1, "first");
        QueueClient second = waiting(1, "second");
        QueueClient agent = agent(0, "agent");

        // When
        JsonObject taken = agent.take(queue, second);

        // Then
        assertThat(taken.getString("peer")).isEqualTo("second");
        assertThat(second.next("left").getString("reason")).isEqualTo("moved");
        assertThat(first.heard()).isEmpty();
        assertThat(agent.take(queue, second).getString("code")).isEqualTo("no_such_session");
        assertThat(agent.take(queue).getString("peer")).isEqualTo("first");
        assertThat(agent.take(queue).getString("code")).isEqualTo("no_such_session");
    }

    @Test
    void positionAndExpectationMove() throws InterruptedException {
        // Given
        QueueClient agent = agent(0, "agent");
        List<QueueClient> callers =
                IntStream.range(0, 4).mapToObj(i -> caller(1, "caller-" + i)).toList();
        List<JsonObject> answers =
                callers.stream().map(caller -> caller.join(queue)).toList();
        QueueClient last = callers.get(3);
        agent.lobby(4);

        // When
        agent.take(queue);
        JsonObject third = last.next("waiting");
        Thread.sleep(1_500);
        agent.take(queue);
        JsonObject second = last.next("waiting");

        // Then
        assertThat(answers).extracting(answer -> answer.getInteger("position")).containsExactly(1, 2, 3, 4);
        assertThat(answers).noneMatch(answer -> answer.containsKey("expectedMs"));
        assertThat(third)
                .isEqualTo(new JsonObject()
                        .put("type", "waiting")
                        .put("room", queue)
                        .put("position", 3));
        assertThat(second.getInteger("position")).isEqualTo(2);
        assertThat(second.getLong("expectedMs")).isBetween(2 * 1_500L, 2 * 6_000L);
        QueueClient late = caller(0, "late");
        JsonObject answer = late.join(queue);
        assertThat(answer.getInteger("position")).isEqualTo(3);
        assertThat(answer.getLong("expectedMs")).isEqualTo(second.getLong("expectedMs") / 2 * 3);
    }

    @Test
    void ofAgentsWhoCompeteEachGetsEachCallerOnce() throws Exception {
        // Given
        List<QueueClient> callers = IntStream.range(0, 10)
                .mapToObj(i -> waiting(i % 2, "caller-" + i))
                .toList();
        List<QueueClient> agents = List.of(agent(0, "agent-0"), agent(1, "agent-1"));
        ExecutorService threads = Executors.newFixedThreadPool(2);

        // When
        List<Callable<List<JsonObject>>> work = agents.stream()
                .<Callable<List<JsonObject>>>map(agent -> () -> takeAll(agent))
                .toList();
        List<JsonObject> taken = new ArrayList<>();
        for (Future<List<JsonObject>> all : threads.invokeAll(work)) {
            taken.addAll(all.get());
        }
        threads.shutdown();

        // Then
        assertThat(taken).hasSize(10);
        for (QueueClient caller : callers) {
            JsonObject joined = caller.next("joined");
            List<JsonObject> its = taken.stream()
                    .filter(one -> one.getString("session").equals(caller.session()))
                    .toList();
            assertThat(its).extracting(one -> one.getString("to")).containsExactly(joined.getString("room"));
            assertThat(joined.getJsonArray("members")).hasSize(2);
            assertThat(caller.heard())
                    .extracting(message -> message.getString("type"))
                    .doesNotContain("joined", "left");
        }
    }

    /** Until nobody waits. */
    private List<JsonObject> takeAll(QueueClient agent) {
        List<JsonObject> taken = new ArrayList<>();
        JsonObject answer = agent.take(queue);
        while (answer.getString("type").equals("taken")) {
            taken.add(answer);
            answer = agent.take(queue);
        }
        assertThat(answer.getString("code")).isEqualTo("no_such_session");
        return Collections.unmodifiableList(taken);
    }

    @Test
    void whoIsDeniedIsOutAndNobodyIsLetIn() {
        // Given
        QueueClient agent = agent(0, "agent");
        QueueClient caller = waiting(1, "caller");
        agent.lobby(1);

        // When
        JsonObject admitted =
                agent.answer(agent.ask("admit", queue, new JsonObject().put("session", caller.session())));
        JsonObject denied = agent.answer(agent.ask("deny", queue, new JsonObject().put("session", caller.session())));

        // Then
        assertThat(admitted.getString("code")).isEqualTo("bad_request");
        assertThat(denied.getString("type")).isEqualTo("ack");
        assertThat(caller.next("left").getString("reason")).isEqualTo("denied");
        assertThat(caller.join(queue).getString("code")).isEqualTo("forbidden");
        assertThat(agent.take(queue).getString("code")).isEqualTo("no_such_session");
    }

    @Test
    void onlyAnAgentTakesAndOnlyOutOfAQueue() {
        // Given
        QueueClient agent = agent(0, "agent");
        QueueClient caller = waiting(1, "caller");
        String lobby = queue.replace("queue-", "lobby-");
        agent.join(lobby);

        // When
        JsonObject noAgent = caller.take(queue);
        JsonObject noQueue = agent.take(lobby);
        JsonObject outside = agent.take("queue-elsewhere");

        // Then
        assertThat(noAgent.getString("code")).isEqualTo("not_in_room");
        assertThat(noQueue.getString("code")).isEqualTo("bad_request");
        assertThat(outside.getString("code")).isEqualTo("not_in_room");
    }

    @Test
    void bothGoOnInTheRoomOfTheirOwnFromOtherGateways() {
        // Given
        QueueClient caller = waiting(1, "caller");
        QueueClient agent = agent(0, "agent");
        String to = agent.take(queue).getString("to");
        caller.next("joined");

        // When
        Map<String, Object> callers = caller.resume(0).getJsonObject("rooms").getMap();
        Map<String, Object> agents = agent.resume(1).getJsonObject("rooms").getMap();

        // Then
        assertThat(callers).containsOnlyKeys(to);
        assertThat(agents).containsOnlyKeys(queue, to);
        assertThat(caller.signal(new JsonObject().put("session", agent.session()), "still there?")
                        .getString("type"))
                .isEqualTo("ack");
        assertThat(agent.answer(agent.ask("mute", to, new JsonObject().put("session", caller.session())))
                        .getString("type"))
                .as("the agent moderates there still")
                .isEqualTo("ack");
    }

    @Test
    void aTakeThatIsAskedAgainIsTheSame() {
        // Given
        QueueClient caller = waiting(1, "caller");
        QueueClient other = waiting(1, "other");
        QueueClient agent = agent(0, "agent");
        JsonObject taken = agent.take(queue);
        caller.next("joined");
        agent.resume(1);

        // When
        agent.say(new JsonObject()
                .put("type", "take")
                .put("id", taken.getLong("id"))
                .put("room", queue));

        // Then
        assertThat(agent.answer(taken.getLong("id"))).isEqualTo(taken);
        assertThat(other.heard())
                .extracting(message -> message.getString("type"))
                .doesNotContain("left");
        assertThat(agent.take(queue).getString("peer")).isEqualTo("other");
    }

    @Test
    void whoIsTakenWhileItsSocketIsLostIsThereWhenItIsBack() {
        // Given
        QueueClient caller = waiting(1, "caller");
        QueueClient agent = agent(0, "agent");
        caller.close();

        // When
        JsonObject taken = agent.take(queue);
        agent.next("member-joined");

        // Then
        JsonObject rooms = caller.resume(0).getJsonObject("rooms");
        assertThat(rooms.getMap()).containsOnlyKeys(taken.getString("to"));
    }
}
