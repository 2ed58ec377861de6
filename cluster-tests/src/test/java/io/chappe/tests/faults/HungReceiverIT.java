package io.chappe.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Admin;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.NodeProcess;
import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.harness.Variation;
import io.chappe.tests.ledger.Results;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A tenant's server is away, then slow, and who posts to it dies, with the delays that there are by default: some 20 minutes. */
@Tag("fault")
@Tag("long")
@Timeout(1_800)
class HungReceiverIT {
    private static final Duration AWAY = Duration.ofMinutes(3);
    private static final Duration TOLD = Duration.ofMinutes(12);
    private static final long SLOW_MS = 30_000;
    private static final int BEFORE = 60;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(3, 2, new Variation() {
        @Override
        public JsonObject settings(String node) {
            JsonObject settings = new JsonObject().put("allowHttp", true).put("allowTo", JsonArray.of("127.0.0.0/8"));
            return node.startsWith("presence") ? new JsonObject().put("webhooks", settings) : new JsonObject();
        }
    });

    /** A tenant whose clients come and go, and its server. */
    private final class Tenant {
        final String name;
        final List<List<JsonObject>> taken = new CopyOnWriteArrayList<>();
        final List<Long> delays = new CopyOnWriteArrayList<>();
        volatile int status = 204;
        volatile long takesMs;
        final AtomicInteger refused = new AtomicInteger();

        Tenant(String name) {
            this.name = name;
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(this::take)
                    .listen(0, "127.0.0.1")
                    .await();
            Admin admin = CLUSTER.admin(0);
            admin.send("PUT", "/tenants/" + name, new JsonObject().put("anonymous", true));
            String url = "http://127.0.0.1:" + server.actualPort() + "/";
            assertThat(admin.send("PUT", "/tenants/" + name + "/webhooks/app", new JsonObject().put("url", url))
                            .statusCode())
                    .isEqualTo(201);
        }

        private void take(HttpServerRequest request) {
            request.body().onSuccess(body -> {
                long now = System.currentTimeMillis();
                List<JsonObject> events = body.toJsonObject().getJsonArray("events").stream()
                        .map(JsonObject.class::cast)
                        .toList();
                if (status == 204) {
                    events.forEach(event -> delays.add(
                            now - Instant.parse(event.getString("at")).toEpochMilli()));
                    taken.add(events);
                } else {
                    refused.incrementAndGet();
                }
                vertx.setTimer(
                        Math.max(1, takesMs),
                        late -> request.response().setStatusCode(status).end());
            });
        }

        /** One more client, for a moment. */
        void happens() {
            try (RawSocket socket = RawSocket.open(CLUSTER.gateway(0).plainPort())) {
                socket.text(new JsonObject()
                        .put("type", "hello")
                        .put("tenant", name)
                        .encode());
                socket.read("welcome");
                socket.text("{\"type\":\"bye\"}");
            }
        }

        /** As a receiver that knows the numbers takes them. */
        List<Long> firsts() {
            Set<Long> known = new HashSet<>();
            return taken.stream()
                    .flatMap(List::stream)
                    .map(event -> event.getLong("number"))
                    .filter(known::add)
                    .toList();
        }

        long told() {
            return taken.stream().mapToLong(List::size).sum();
        }

        List<Long> journal(Admin admin) {
            List<Long> numbers = new ArrayList<>();
            String path = "/tenants/" + name + "/events?limit=200";
            JsonObject page = admin.get(path);
            page.getJsonArray("items").forEach(item -> numbers.add(0, ((JsonObject) item).getLong("number")));
            while (page.containsKey("next")) {
                page = admin.get(path + "&cursor=" + page.getString("next"));
                page.getJsonArray("items").forEach(item -> numbers.add(0, ((JsonObject) item).getLong("number")));
            }
            return numbers;
        }

        long medianDelay(int from, int to) {
            return delays.subList(from, to).stream()
                    .sorted()
                    .skip((to - from) / 2)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private static void happens(BooleanSupplier isOver, Tenant... tenants) throws InterruptedException {
        while (!isOver.getAsBoolean()) {
            for (Tenant tenant : tenants) {
                tenant.happens();
            }
            Thread.sleep(1_000);
        }
    }

    private static @Nullable NodeProcess poster() {
        return IntStream.range(0, CLUSTER.services())
                .mapToObj(CLUSTER::service)
                .filter(NodeProcess::isAlive)
                .filter(service -> service.metrics().sum("chappe_webhooks_under_way") > 0)
                .findFirst()
                .orElse(null);
    }

    @Test
    void allIsToldInItsOrderAndOtherTenantsDoNotNotice() throws InterruptedException {
        // Given
        Tenant hung = new Tenant("hung");
        Tenant well = new Tenant("well");
        happens(() -> well.delays.size() >= BEFORE, well);
        int before = well.delays.size();

        // When
        hung.status = 503;
        Instant back = Instant.now().plus(AWAY);
        happens(() -> Instant.now().isAfter(back), hung, well);
        hung.status = 204;
        hung.takesMs = SLOW_MS;
        happens(() -> !hung.taken.isEmpty(), hung, well);
        NodeProcess killed = Objects.requireNonNull(poster());
        killed.kill();
        int meanwhile = well.delays.size();

        // Then
        Admin left = CLUSTER.admin(killed.equals(CLUSTER.service(0)) ? 1 : 0);
        List<Long> journal = hung.journal(left);
        await("all is told").atMost(TOLD).until(() -> hung.firsts().containsAll(journal));
        assertThat(hung.firsts()).isSorted().containsAll(journal);
        long twice = hung.told() - hung.firsts().size();
        assertThat(twice).isLessThanOrEqualTo(hung.taken.get(0).size());
        assertThat(hung.refused.get()).isGreaterThanOrEqualTo(5);
        double delay = (double) well.medianDelay(before, meanwhile) / Math.max(1, well.medianDelay(0, before));
        Results.row(
                "a tenant's webhook refuses for 3 min and then takes 30 s a post; who posts is killed",
                "all events in order, twice at most one post; another tenant's delay as before",
                String.format(
                        Locale.ROOT,
                        "%d events in order, %d twice, %d refused posts; delay of the other: %.2f of before",
                        hung.firsts().size(),
                        twice,
                        hung.refused.get(),
                        delay));
        assertThat(delay).isLessThan(3);
    }
}
