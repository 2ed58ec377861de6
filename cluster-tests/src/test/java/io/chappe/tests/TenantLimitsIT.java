package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.RawSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What all clients of a tenant may do together; on two gateways. */
@Timeout(90)
class TenantLimitsIT {
    /** A change is to be everywhere within this. */
    private static final Duration EVERYWHERE = Duration.ofSeconds(5);
    /** A place that was left is to be known of within this. */
    private static final Duration KNOWN = Duration.ofSeconds(2);

    private static final int TRY_AGAIN_LATER = 1013;
    private static final int MOST = 6;

    @RegisterExtension
    static final Cluster CLUSTER =
            Cluster.of(1, 2, new JsonObject().put("drain", new JsonObject().put("deadline", "8s")));

    private final String tenant = "acme-" + UUID.randomUUID();
    private final String room = "room-" + UUID.randomUUID();
    private final List<RawSocket> sockets = new ArrayList<>();

    @AfterEach
    void hangUp() {
        sockets.forEach(RawSocket::close);
        CLUSTER.restartEnded();
        CLUSTER.gateway(0).process().command("DELETE", "/tenants/" + tenant);
    }

    private static void awaitThat(Duration limit, Callable<Boolean> condition) {
        await().atMost(limit).pollInterval(Duration.ofMillis(50)).until(condition);
    }

    /** Gives the tenant its limits, and waits until each gateway has it. */
    private void limit(String limits) {
        CLUSTER.gateway(0)
                .process()
                .command("PUT", "/tenants/" + tenant, "{anonymous: true, limits: {%s}}".formatted(limits));
        awaitThat(EVERYWHERE, () -> gauges().equals(List.of(true, true)));
    }

    /** Whether each gateway has the tenant. */
    private List<Boolean> gauges() {
        return IntStream.range(0, 2)
                .mapToObj(i -> CLUSTER.gateway(i).metrics().has("chappe_tenant_sessions", label()))
                .toList();
    }

    private String label() {
        return "tenant=\"" + tenant + "\"";
    }

    private static double sum(String name, String... labels) {
        return IntStream.range(0, 2)
                .mapToDouble(i -> CLUSTER.gateway(i).metrics().sum(name, labels))
                .sum();
    }

    private double refused(String limit) {
        return sum("chappe_tenant_refused_total", label(), "limit=\"" + limit + "\"");
    }

    private double sessions() {
        return sum("chappe_tenant_sessions", label());
    }

    private RawSocket socket(int gateway) {
        RawSocket socket = RawSocket.open(CLUSTER.gateway(gateway).plainPort());
        sockets.add(socket);
        return socket;
    }

    private static JsonObject hello(String tenant, String peer) {
        return new JsonObject().put("type", "hello").put("tenant", tenant).put("peer", peer);
    }

    private static JsonObject say(RawSocket socket, JsonObject hello) {
        socket.text(hello.encode());
        return socket.read();
    }

    private RawSocket begin(int gateway, String of, String peer) {
        RawSocket socket = socket(gateway);
        JsonObject answer = say(socket, hello(of, peer).put("acks", true));
        assertThat(answer.getString("type")).as(answer::encode).isEqualTo("welcome");
        return socket;
    }

    private RawSocket member(int gateway, String of, String peer) {
        RawSocket socket = begin(gateway, of, peer);
        socket.text("{\"type\":\"join\",\"id\":1,\"room\":\"%s\"}".formatted(room));
        socket.read("joined");
        return socket;
    }

    private boolean getsIn(int gateway) {
        return say(socket(gateway), hello(tenant, "one-more")).getString("type").equals("welcome");
    }

    private static void requireFull(RawSocket socket, JsonObject hello) {
        JsonObject answer = say(socket, hello);
        assertThat(answer.getString("code")).as(answer::encode).isEqualTo("rate_limited");
        assertThat(answer.getLong("retryAfterMs")).isPositive();
        assertThat(socket.readClose().code()).isEqualTo(TRY_AGAIN_LATER);
    }

    /** Six on two gateways, and both know. */
    private List<RawSocket> full() {
        limit("sessions: " + MOST);
        List<RawSocket> all = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            double refused = refused("sessions");
            int gateway = i % 2;
            String peer = "peer-" + i;
            awaitThat(KNOWN, () -> sessions() == all.size());
            all.add(begin(gateway, tenant, peer));
            assertThat(refused("sessions")).isEqualTo(refused);
        }
        pause(500);
        return all;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneMoreSessionIsRefusedWhereverItComes() {
        // Given
        List<RawSocket> all = full();

        // When
        requireFull(socket(0), hello(tenant, "seventh"));
        requireFull(socket(1), hello(tenant, "seventh"));

        // Then
        assertThat(sessions()).isEqualTo(MOST);
        assertThat(refused("sessions")).isEqualTo(2);
        begin(0, "demo", "of-another-tenant");
        all.get(0).text("{\"type\":\"bye\"}");
        assertThat(all.get(0).readClose().code()).isEqualTo(1000);
        awaitThat(KNOWN, () -> getsIn(1));
        awaitThat(KNOWN, () -> sessions() == MOST);
        pause(500);
        requireFull(socket(0), hello(tenant, "seventh"));
    }

    @Test
    void whoComesBackIsNeverRefused() {
        // Given
        limit("sessions: 1");
        RawSocket lost = socket(0);
        JsonObject welcome = say(lost, hello(tenant, "ann"));
        lost.close();

        // When
        JsonObject elsewhere = say(socket(1), resume(welcome));
        JsonObject there = say(socket(1), resume(welcome));

        // Then
        assertThat(elsewhere.getBoolean("resumed")).as(elsewhere::encode).isTrue();
        assertThat(there.getBoolean("resumed")).as(there::encode).isTrue();
        awaitThat(KNOWN, () -> sessions() == 1);
        pause(500);
        requireFull(socket(0), hello(tenant, "bob"));
        requireFull(socket(1), hello(tenant, "bob"));
        requireFull(socket(1), resume(welcome.copy().put("secret", "A".repeat(22))));
    }

    private JsonObject resume(JsonObject welcome) {
        return hello(tenant, welcome.getString("peer"))
                .put(
                        "resume",
                        new JsonObject()
                                .put("session", welcome.getString("session"))
                                .put("secret", welcome.getString("secret")));
    }

    /** All of one gateway go to the other, and none of them is kept out, nor for long one who is new. */
    @Test
    void aRolloutKeepsNobodyOut() {
        // Given
        limit("sessions: " + MOST);
        List<RawSocket> going = new ArrayList<>();
        List<JsonObject> welcomes = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            RawSocket socket = socket(1);
            welcomes.add(say(socket, hello(tenant, "peer-" + i)));
            going.add(socket);
        }
        pause(500);
        CLUSTER.gateway(1).process().command("POST", "/drain");

        // When
        List<JsonObject> moved = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            going.get(i).read("go-away");
            RawSocket next = socket(0);
            moved.add(say(next, resume(welcomes.get(i))));
            if (i == 0) {
                next.text("{\"type\":\"bye\"}");
            }
        }

        // Then
        CLUSTER.gateway(1).process().command("DELETE", "/drain");
        assertThat(moved)
                .allSatisfy(answer -> assertThat(answer.getBoolean("resumed"))
                        .as(answer::encode)
                        .isTrue());
        awaitThat(KNOWN, () -> sessions() == MOST - 1);
        awaitThat(KNOWN, () -> getsIn(0));
    }

    @Test
    void newSessionsHaveARateTogether() {
        // Given
        limit("connectsPerSecond: 1");
        pause(1_500);

        // When
        List<JsonObject> answers = IntStream.range(0, 30)
                .mapToObj(i -> say(socket(i % 2), hello(tenant, "peer-" + i)))
                .toList();

        // Then
        List<JsonObject> later = answers.stream()
                .filter(answer -> answer.getString("type").equals("error"))
                .toList();
        assertThat(answers.size() - later.size()).isBetween(9, 16);
        assertThat(later).allSatisfy(answer -> {
            assertThat(answer.getString("code")).isEqualTo("rate_limited");
            assertThat(answer.getLong("retryAfterMs")).isBetween(1L, 20_000L);
        });
        assertThat(refused("connects")).isEqualTo(later.size());
        begin(0, "demo", "of-another-tenant");
        awaitThat(Duration.ofSeconds(10), () -> getsIn(0));
    }

    /** A client that sends more than it may, and does not heed what it is told. */
    private final class Flood {
        private static final int AT_ONCE = 20;
        private static final int TELLING = 1_000_000;

        private final RawSocket socket;
        private long id = 1;

        Flood(int gateway, String of, String peer) {
            socket = member(gateway, of, peer);
        }

        /** How many of its signals are taken. */
        int run(Duration time) {
            long end = System.nanoTime() + time.toNanos();
            int taken = 0;
            while (System.nanoTime() - end < 0) {
                taken += once();
                pause(20);
            }
            return taken;
        }

        int once() {
            for (int i = 0; i < AT_ONCE; i++) {
                socket.text("{\"type\":\"signal\",\"id\":%d,\"to\":{\"room\":\"%s\"},\"kind\":\"chat\",\"data\":{}}"
                        .formatted(++id, room));
            }
            int taken = 0;
            for (int i = 0; i < AT_ONCE; i++) {
                taken += isTaken(answer()) ? 1 : 0;
            }
            return taken;
        }

        /** Signals and news of the room come between. */
        private JsonObject answer() {
            JsonObject next = socket.read();
            while (!next.getString("type").equals("ack")
                    && !next.getString("type").equals("error")) {
                next = socket.read();
            }
            return next;
        }

        private boolean isTaken(JsonObject answer) {
            if (answer.getString("type").equals("error")) {
                assertThat(answer.getString("code")).as(answer::encode).isEqualTo("rate_limited");
                assertThat(answer.getLong("retryAfterMs")).isBetween(1L, (long) TELLING);
            }
            return answer.getString("type").equals("ack");
        }
    }

    private static int together(Duration time, Flood... floods) {
        List<CompletableFuture<Integer>> running = Stream.of(floods)
                .map(flood -> CompletableFuture.supplyAsync(() -> flood.run(time), each -> new Thread(each).start()))
                .toList();
        return running.stream().mapToInt(CompletableFuture::join).sum();
    }

    @Test
    void messagesOfAllGatewaysHaveOneRate() {
        // Given
        limit("messagesPerSecond: 50");
        Flood ann = new Flood(0, tenant, "ann");
        Flood bob = new Flood(1, tenant, "bob");
        Flood other = new Flood(0, "demo", "of-another-tenant");

        // When
        int atOnce = together(Duration.ofSeconds(4), ann, bob);
        int then = together(Duration.ofSeconds(6), ann, bob);

        // Then
        assertThat(atOnce).as("4 s, and 10 s at once").isBetween(400, 1_000);
        assertThat(then).as("6 s; with a rate each it were 600").isBetween(180, 420);
        assertThat(refused("messages")).isGreaterThan(1_000);
        assertThat(IntStream.range(0, 20).map(i -> other.once()).sum()).isEqualTo(20 * Flood.AT_ONCE);
        ann.socket.text("{\"type\":\"ping\"}");
        assertThat(ann.socket.read("pong")).as("nobody is cut off").isNotNull();
        bob.socket.text("{\"type\":\"ping\"}");
        assertThat(bob.socket.read("pong")).as("nobody is cut off").isNotNull();
        awaitThat(Duration.ofSeconds(20), () -> ann.run(Duration.ofSeconds(2)) > 2 * 40); // nearly all, alone
        assertThat(ann.run(Duration.ofSeconds(4))).isBetween(160, 260);
    }

    @Test
    void otherLimitsAreInForceForThoseWhoAreIn() {
        // Given
        limit("sessions: 2");
        Flood ann = new Flood(1, tenant, "ann");
        assertThat(ann.once()).isEqualTo(Flood.AT_ONCE);

        // When
        limit("messagesPerSecond: 1, bytesPerSecond: 1000");

        // Then
        awaitThat(EVERYWHERE, () -> ann.once() < Flood.AT_ONCE);
        IntStream.range(0, 3).forEach(i -> begin(0, tenant, "peer-" + i));
        CLUSTER.gateway(1).process().command("PUT", "/tenants/" + tenant, "anonymous: true");
        awaitThat(EVERYWHERE, () -> ann.once() == Flood.AT_ONCE);
    }

    /** To a room of ten, so that each counts ten times. */
    @Test
    void bytesCountForEachReceiver() {
        // Given
        limit("bytesPerSecond: 10000");
        RawSocket ann = member(0, tenant, "ann");
        IntStream.range(0, 9).forEach(i -> member(i % 2, tenant, "bob-" + i));
        pause(1_500);

        // When
        int taken = 0;
        for (int id = 2; id < 32; id++) {
            ann.text("{\"type\":\"signal\",\"id\":%d,\"to\":{\"room\":\"%s\"},\"kind\":\"chat\",\"data\":\"%s\"}"
                    .formatted(id, room, "x".repeat(1_000)));
            JsonObject answer = ann.read();
            while (answer.getLong("id", 0L) != id) {
                answer = ann.read();
            }
            taken += answer.getString("type").equals("ack") ? 1 : 0;
        }

        // Then
        assertThat(taken).isBetween(2, 12);
        assertThat(refused("bytes")).isPositive();
        assertThat(refused("messages")).isZero();
    }

    @Test
    void acknowledgmentsAreFree() {
        // Given
        limit("messagesPerSecond: 1");
        pause(1_500);
        Flood bob = new Flood(1, tenant, "bob");
        RawSocket ann = member(0, tenant, "ann");
        assertThat(bob.once()).isLessThan(Flood.AT_ONCE);

        // When
        ann.text(
                "{\"type\":\"signal\",\"id\":2,\"to\":{\"room\":\"%s\"},\"kind\":\"chat\",\"data\":{},\"want\":\"received\"}"
                        .formatted(room));

        // Then
        JsonObject signal = bob.socket.read("signal");
        bob.socket.text(new JsonObject()
                .put("type", "ack")
                .put("from", signal.getJsonObject("from").getString("session"))
                .put("id", 2)
                .encode());
        assertThat(ann.read("ack").getString("status")).isEqualTo("received");
    }

    /** Its sessions may come back, above the limit if others have come meanwhile. */
    @Test
    void aGatewayThatIsKilledHoldsNoPlaces() {
        // Given
        limit("sessions: 2");
        JsonObject welcome = say(socket(1), hello(tenant, "ann"));
        begin(1, tenant, "bob");
        pause(500);
        requireFull(socket(0), hello(tenant, "one-more"));

        // When
        CLUSTER.gateway(1).process().kill();

        // Then
        awaitThat(Duration.ofSeconds(7), () -> getsIn(0));
        awaitThat(KNOWN, () -> getsIn(0));
        JsonObject again = say(socket(0), resume(welcome));
        assertThat(again.getBoolean("resumed")).as(again::encode).isTrue();
        requireFull(socket(0), hello(tenant, "one-more"));
    }
}
