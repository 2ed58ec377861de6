package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.chappe.tests.harness.Admin;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.NodeProcess;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.Variation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The service that posts to a tenant's server dies in the middle of it. */
class WebhooksClusterIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Variation TO_THIS_MACHINE = new Variation() {
        @Override
        public JsonObject settings(String node) {
            JsonObject settings = new JsonObject()
                    .put("allowHttp", true)
                    .put("allowTo", JsonArray.of("127.0.0.0/8"))
                    .put("retryFirst", "100ms")
                    .put("scan", "2s");
            return node.startsWith("presence") ? new JsonObject().put("webhooks", settings) : new JsonObject();
        }
    };

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(3, 2, TO_THIS_MACHINE);

    private final List<List<JsonObject>> posts = new CopyOnWriteArrayList<>();
    private final CountDownLatch answers = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** The third post is not answered until the test says so. */
    private void take(HttpExchange exchange) throws IOException {
        JsonObject body = new JsonObject(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        posts.add(
                body.getJsonArray("events").stream().map(JsonObject.class::cast).toList());
        try {
            if (posts.size() == 3 && !answers.await(40, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody let it answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private static @Nullable NodeProcess poster() {
        return IntStream.range(0, CLUSTER.services())
                .mapToObj(CLUSTER::service)
                .filter(NodeProcess::isAlive)
                .filter(service -> service.metrics().sum("chappe_webhooks_under_way") > 0)
                .findFirst()
                .orElse(null);
    }

    private static List<Long> journal(Admin admin) {
        List<Long> numbers = new ArrayList<>();
        JsonArray items = admin.get("/tenants/demo/events?limit=200").getJsonArray("items");
        for (int i = items.size() - 1; i >= 0; i--) {
            numbers.add(items.getJsonObject(i).getLong("number"));
        }
        return numbers;
    }

    /** As a receiver that knows the numbers takes them. */
    private List<Long> firsts() {
        Set<Long> known = new HashSet<>();
        return posts.stream()
                .flatMap(List::stream)
                .map(event -> event.getLong("number"))
                .filter(known::add)
                .toList();
    }

    @Test
    void whoeverGoesOnTellsEachEventInItsOrder() {
        // Given
        JsonObject terms = new JsonObject().put("anonymous", true);
        assertThat(CLUSTER.admin(0).send("PUT", "/tenants/demo", terms).statusCode())
                .isEqualTo(201);
        JsonObject hook = new JsonObject()
                .put("url", "http://127.0.0.1:" + server.getAddress().getPort() + "/");
        assertThat(CLUSTER.admin(0)
                        .send("PUT", "/tenants/demo/webhooks/app", hook)
                        .statusCode())
                .isEqualTo(201);
        List<Peer> peers = IntStream.range(0, 6)
                .mapToObj(i -> CLUSTER.peer(i % 2, "peer-" + i))
                .toList();
        peers.forEach(peer -> peer.join("one"));
        await().atMost(LIMIT).until(() -> posts.size() >= 3 && poster() != null);

        // When
        NodeProcess killed = Objects.requireNonNull(poster());
        killed.kill();
        peers.forEach(peer -> peer.join("two"));

        // Then
        answers.countDown();
        Admin left = CLUSTER.admin(killed.equals(CLUSTER.service(0)) ? 1 : 0);
        await().atMost(LIMIT).until(() -> {
            List<Long> journal = journal(left);
            return journal.size() >= 18 && firsts().containsAll(journal);
        });
        assertThat(firsts()).isSorted().containsAll(journal(left));
        long told = posts.stream().mapToLong(List::size).sum();
        assertThat(told - firsts().size()).isLessThanOrEqualTo(posts.get(2).size());
    }
}
