package io.chappe.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.client.Joined;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.RedisServer;
import io.chappe.tests.harness.Store;
import io.chappe.tests.ledger.Account;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Scale;
import io.chappe.tests.ledger.Trial;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Slots of a Redis cluster move to another server, each with its keys, while rooms are joined. */
@Tag("fault")
@Tag("long")
@Timeout(240)
class MovingSlotsIT {
    private static final int SLOTS = 1_500;
    private static final int ROOMS = 25;
    private static final Duration SEEN = Duration.ofSeconds(5);

    @RegisterExtension
    static final Cluster CLUSTER =
            Cluster.of(Scale.services(), Scale.gateways(), new JsonObject(), Store.redisCluster());

    private final List<Peer> peers = IntStream.range(0, CLUSTER.gateways())
            .mapToObj(i -> CLUSTER.peer(i, "joiner-" + i))
            .toList();

    @Test
    void noJoinIsLost() {
        // Given
        try (Trial trial = Trial.on(CLUSTER)) {
            int joins = 0;
            int lost = 0;
            int rounds = 0;
            long start = System.nanoTime();
            CompletableFuture<String> moved = CompletableFuture.supplyAsync(MovingSlotsIT::moveSlots);

            // When
            while (!moved.isDone()) {
                List<String> rooms = rooms(rounds++);
                joinAll(rooms);
                joins += rooms.size() * peers.size();
                lost += lost(rooms);
                leaveAll(rooms);
            }
            double took = (System.nanoTime() - start) / 1e9;

            // Then
            moved.join();
            Account account = trial.settle();
            Results.row(
                    "%,d slots of a Redis cluster move while rooms are joined".formatted(SLOTS),
                    "0 joins lost or refused for good; standing pairs: 0 lost, twice, errors, `reconnecting`",
                    "moved in %.1f s; %,d joins of %,d rooms: %d not in the roster of each member; %s"
                            .formatted(took, joins, rounds * ROOMS, lost, account.figures()));
            assertThat(lost).isZero();
            account.assertKept();
        }
        peers.forEach(Peer::bye);
    }

    private static List<String> rooms(int round) {
        return IntStream.range(0, ROOMS)
                .mapToObj(i -> "room-" + round + "-" + i)
                .toList();
    }

    /** All at once; as good clients do, they come again when they are told to. */
    private void joinAll(List<String> rooms) {
        List<Future<Joined>> joins = rooms.stream()
                .flatMap(room -> peers.stream().map(peer -> peer.joining(room)))
                .toList();
        joins.forEach(Peer::wait);
    }

    /** How many are missing in what a member sees. */
    private int lost(List<String> rooms) {
        try {
            await().atMost(SEEN).until(() -> missing(rooms) == 0);
        } catch (ConditionTimeoutException e) {
            // They are counted.
        }
        return missing(rooms);
    }

    private int missing(List<String> rooms) {
        return rooms.stream()
                .flatMap(room -> peers.stream()
                        .map(peer -> peers.size() - peer.sessionsIn(room).size()))
                .mapToInt(Integer::intValue)
                .sum();
    }

    private void leaveAll(List<String> rooms) {
        rooms.stream()
                .flatMap(room -> peers.stream().map(peer -> peer.session().leave(room)))
                .toList()
                .forEach(Peer::wait);
    }

    /** From the first server to another one. */
    private static String moveSlots() {
        RedisServer first = CLUSTER.redis();
        List<String> nodes = first.cli("cluster", "nodes").lines().toList();
        String from = node(nodes.stream().filter(node -> node.contains("myself")));
        String to = node(nodes.stream().filter(node -> !node.contains("myself")));
        String address = "127.0.0.1:" + first.port();
        List<String> command = new ArrayList<>(List.of("--cluster", "reshard", address, "--cluster-yes"));
        command.addAll(List.of("--cluster-from", from, "--cluster-to", to, "--cluster-slots", "" + SLOTS));
        return first.cli(command.toArray(String[]::new));
    }

    private static String node(Stream<String> lines) {
        return lines.findFirst().orElseThrow().split(" ", 2)[0];
    }
}
