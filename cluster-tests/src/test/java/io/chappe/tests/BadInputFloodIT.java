package io.chappe.tests;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.client.Signal;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.NodeProcess;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.ledger.Bystanders;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Scale;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A thousand of each bad input leave nothing behind, and disturb nobody. */
@Tag("fault")
@Timeout(240)
class BadInputFloodIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.shared();

    private static final String ROOM = "room-" + UUID.randomUUID();
    private static final Set<Integer> ABOUT_FRAMES = Set.of(1002, 1003, 1009);
    private static final int REPETITIONS = 1_000;
    private static final int WARM_UP = 100;

    /** In a minute; one more and the socket is closed. */
    private static final int ALLOWED_BAD_FRAMES = 9;

    private static final int CLIENTS = 16;
    private static final int IN_SESSION = 5;
    private static final long WAIT_S = 120;
    private static final double HEAP_MIB = 2;
    private static final Duration SOCKETS_GONE = Duration.ofSeconds(10);

    private static Peer ann;
    private static Peer bob;
    private static Peer foreign;

    private final Map<String, Integer> answers = new ConcurrentHashMap<>();

    @BeforeAll
    static void connect() {
        ann = CLUSTER.peer(1, "ann");
        bob = CLUSTER.peer(0, "bob");
        foreign = CLUSTER.peer(0, "other", "foreign");
        Stream.of(ann, bob, foreign).forEach(peer -> peer.join(ROOM));
        ann.awaitPeersIn(ROOM, "ann", "bob");
    }

    @AfterAll
    static void disconnect() {
        Stream.of(ann, bob, foreign).forEach(Peer::bye);
    }

    @Test
    void badFrames() {
        // Given
        List<BadInput> inputs = BadInput.all(ROOM, foreign.id(), ann.id()).stream()
                .filter(input -> ABOUT_FRAMES.contains(input.closeCode()))
                .toList();

        // When
        Flood flood = flood(inputs);

        // Then
        Results.row(
                "Frames that are none",
                "closed with 1002, 1003 or 1009; live heap grows by less than 2 MiB; nobody else notices",
                flood.figures());
        flood.assertHarmless();
        inputs.forEach(input -> assertThat(flood.answers()).containsKey(Integer.toString(input.closeCode())));
    }

    @Test
    void badMessages() {
        // Given
        List<BadInput> inputs = BadInput.all(ROOM, foreign.id(), ann.id()).stream()
                .filter(input -> !ABOUT_FRAMES.contains(input.closeCode()))
                .toList();

        int logged = gateway().log().length();

        // When
        Flood flood = flood(inputs);

        // Then
        Results.row(
                "Messages that are none",
                "`error` or 1007; nothing reaches a peer; no stack trace; live heap flat; nobody else notices",
                flood.figures());
        flood.assertHarmless();
        assertThat(foreign.signals()).isEmpty();
        assertThat(ann.signals()).isEmpty();
        assertThat(bob.signals()).extracting(Signal::from).containsOnly(ann.id());
        assertThat(gateway().log().substring(logged)).doesNotContain("Exception", "\tat ");
    }

    /**
     * What came of it.
     *
     * @param answers how many of each error or close code
     * @param heapBytes how much more is live afterwards
     */
    private record Flood(List<BadInput> inputs, Map<String, Integer> answers, long heapBytes, Bystanders bystanders) {
        int sent() {
            return inputs.size() * REPETITIONS;
        }

        String figures() {
            return "%s, %,d of each: answered %s; live heap %+d KiB; %s"
                    .formatted(
                            inputs.stream().map(BadInput::name).collect(joining(", ")),
                            REPETITIONS,
                            new TreeMap<>(answers),
                            heapBytes >> 10,
                            bystanders.figures());
        }

        void assertHarmless() {
            assertThat(answers.values().stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(sent());
            assertThat(answers).doesNotContainKeys("1006", "1011");
            assertThat((double) heapBytes).isLessThan(Scale.atMost(HEAP_MIB) * (1 << 20));
        }
    }

    private Flood flood(List<BadInput> inputs) {
        repeat(inputs, WARM_UP);
        answers.clear();
        long before = gateway().liveHeap();
        Bystanders bystanders = Bystanders.begin(ann, bob);
        repeat(inputs, REPETITIONS);
        bystanders.end();
        return new Flood(inputs, Map.copyOf(answers), growthSince(before), bystanders);
    }

    /** Closed sockets are freed within the time that a close handshake may take. */
    private static long growthSince(long before) {
        long end = System.nanoTime() + SOCKETS_GONE.toNanos();
        long growth = gateway().liveHeap() - before;
        while (growth > HEAP_MIB * (1 << 20) && System.nanoTime() < end) {
            await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            growth = Math.min(growth, gateway().liveHeap() - before);
        }
        return growth;
    }

    /**
     * What leaves the socket open goes over one, as far as the server lets it; the rest over a socket each. Opening
     * sessions is what takes the time, so not each of these has one.
     */
    private void repeat(List<BadInput> inputs, int times) {
        List<List<BadInput>> batches = new ArrayList<>();
        List<BadInput> errors =
                inputs.stream().filter(input -> input.closeCode() == 0).toList();
        for (int i = 0; i < errors.size(); i += ALLOWED_BAD_FRAMES) {
            batches.add(errors.subList(i, Math.min(i + ALLOWED_BAD_FRAMES, errors.size())));
        }
        inputs.stream().filter(input -> input.closeCode() != 0).map(List::of).forEach(batches::add);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            IntStream.range(0, times)
                    .boxed()
                    .flatMap(round -> batches.stream()
                            .map(batch ->
                                    clients.submit(() -> send(batch, batch.size() > 1 || round % IN_SESSION == 0))))
                    .toList()
                    .forEach(BadInputFloodIT::finish);
        } finally {
            clients.shutdownNow();
        }
    }

    private void send(List<BadInput> batch, boolean inSession) {
        try (RawSocket raw = RawSocket.open(CLUSTER.gateway(0).plainPort())) {
            if (inSession) {
                raw.hello("demo", "attacker");
            }
            for (BadInput input : batch) {
                input.send().accept(raw);
                answers.merge(answer(raw.next()), 1, Integer::sum);
            }
            if (batch.get(0).closeCode() == 0) {
                // A session that is left alone would live on for its window.
                raw.text("{\"type\":\"bye\"}");
                raw.readClose();
            }
        }
    }

    private static String answer(Object said) {
        return said instanceof RawSocket.Close close
                ? Integer.toString(close.code())
                : new JsonObject((String) said).getString("code", "no error");
    }

    private static void finish(Future<?> task) {
        try {
            task.get(WAIT_S, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static NodeProcess gateway() {
        return CLUSTER.gateway(0).process();
    }
}
