package io.chappe.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.client.Target;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.ledger.Results;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many sockets want one session at the same time, at different gateways: one has it. */
@Tag("fault")
@Timeout(90)
class ResumeRaceIT {
    private static final int RACING = 10;
    private static final int ROUNDS = 50;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.shared();

    private final String room = "room-" + UUID.randomUUID();
    private final ExecutorService readers = Executors.newCachedThreadPool();
    private final List<RawSocket> sockets = new ArrayList<>();
    private final Peer ann = CLUSTER.peer(0, "ann");

    @AfterEach
    void end() {
        ann.bye();
        sockets.forEach(RawSocket::close);
        readers.shutdownNow();
    }

    /** What became of a socket: why it was closed, or that it got the signal. */
    private record Outcome(RawSocket socket, int closeCode) {
        boolean hasTheSession() {
            return closeCode == 0;
        }

        static Outcome of(RawSocket socket) {
            Object next = socket.next();
            while (next instanceof String text) {
                if (text.contains("\"type\":\"signal\"")) {
                    return new Outcome(socket, 0);
                }
                next = socket.next();
            }
            return new Outcome(socket, ((RawSocket.Close) next).code());
        }
    }

    private RawSocket open(int gateway) {
        RawSocket socket =
                RawSocket.open(CLUSTER.gateway(gateway % CLUSTER.gateways()).plainPort());
        sockets.add(socket);
        return socket;
    }

    @Test
    void oneOfTenHasTheSessionAndTheOthersAreTold() {
        // Given
        ann.join(room);
        RawSocket holder = open(0);
        holder.text("{\"type\":\"hello\",\"tenant\":\"demo\",\"peer\":\"bob\"}");
        JsonObject welcome = holder.read();
        holder.text("{\"type\":\"join\",\"id\":1,\"room\":\"%s\"}".formatted(room));
        ann.awaitPeersIn(room, "ann", "bob");
        int changes = ann.changes().size();
        List<Outcome> losers = new ArrayList<>();
        double slowest = 0;

        // When
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            List<Outcome> outcomes = race(holder, welcome);
            slowest = Math.max(slowest, (System.nanoTime() - start) / 1e9);
            outcomes.stream().filter(outcome -> !outcome.hasTheSession()).forEach(losers::add);
            holder = winner(outcomes);
        }

        // Then
        Results.row(
                "%d sockets at %d gateways race for one session, %d times"
                        .formatted(RACING, CLUSTER.gateways(), ROUNDS),
                "one has it, each other one is closed with 4409; the others in the room see nothing",
                "%d closed with 4409, 1 has it each time and gets the signal; decided after %.2f s at most; %d changes seen in the room"
                        .formatted(
                                losers.stream()
                                        .filter(lost -> lost.closeCode() == 4409)
                                        .count(),
                                slowest,
                                ann.changes().size() - changes));
        assertThat(losers)
                .hasSize(ROUNDS * RACING)
                .extracting(Outcome::closeCode)
                .containsOnly(4409);
        assertThat(ann.changes()).hasSize(changes);
        holder.text("{\"type\":\"bye\"}");
    }

    private static RawSocket winner(List<Outcome> outcomes) {
        List<Outcome> winners = outcomes.stream().filter(Outcome::hasTheSession).toList();
        assertThat(winners).hasSize(1);
        return winners.get(0).socket();
    }

    /** All that have raced, and who had it before. */
    private List<Outcome> race(RawSocket holder, JsonObject welcome) {
        List<RawSocket> racing = IntStream.range(0, RACING).mapToObj(this::open).toList();
        String resume = new JsonObject()
                .put("type", "hello")
                .put("tenant", "demo")
                .put("peer", "bob")
                .put(
                        "resume",
                        new JsonObject()
                                .put("session", welcome.getString("session"))
                                .put("secret", welcome.getString("secret")))
                .encode();
        racing.forEach(socket -> socket.text(resume));
        List<CompletableFuture<Outcome>> outcomes = IntStream.rangeClosed(0, RACING)
                .mapToObj(i -> i == 0 ? holder : racing.get(i - 1))
                .map(socket -> CompletableFuture.supplyAsync(() -> Outcome.of(socket), readers))
                .toList();
        await("all but one to be closed")
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> outcomes.stream().filter(CompletableFuture::isDone).count() == RACING);
        ann.signal(Target.session(welcome.getString("session")), "who has it?");
        return outcomes.stream().map(CompletableFuture::join).toList();
    }
}
