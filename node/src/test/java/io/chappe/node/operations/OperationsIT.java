package io.chappe.node.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.node.config.OperationsConfig;
import io.chappe.node.config.Secret;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OperationsIT {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Vertx vertx = Vertx.vertx();
    private Operations operations;

    @BeforeEach
    void start() throws Exception {
        operations = Operations.start(
                        vertx, VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE, new OperationsConfig("127.0.0.1", 0, null))
                .await(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        operations.close().await(10, TimeUnit.SECONDS);
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void aNodeIsNotReadyBeforeItHasStarted() throws Exception {
        // When
        HttpResponse<String> before = get("/health/ready");
        operations.health().started();
        HttpResponse<String> after = get("/health/ready");

        // Then
        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(before.body()).contains("still starting");
        assertThat(after.statusCode()).isEqualTo(200);
    }

    @Test
    void isReadyWhenNothingFails() throws Exception {
        // Given
        operations.health().started();
        operations.health().addReadiness("cluster", Optional::empty);

        // When
        HttpResponse<String> answer = get("/health/ready");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void saysWhichChecksFail() throws Exception {
        // Given
        operations.health().started();
        operations.health().addReadiness("cluster", () -> Optional.of("nobody there"));
        operations.health().addReadiness("broken", () -> {
            throw new IllegalStateException("secret inside");
        });
        operations.health().addReadiness("fine", Optional::empty);

        // When
        HttpResponse<String> answer = get("/health/ready");

        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"failing\",\"failing\":"
                        + "{\"broken\":\"the check failed: IllegalStateException\",\"cluster\":\"nobody there\"}}");
    }

    @Test
    void livesWhateverIsNotReady() throws Exception {
        // Given
        operations.health().started();
        operations.health().addReadiness("cluster", () -> Optional.of("nobody there"));

        // When
        HttpResponse<String> answer = get("/health/live");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void doesNotLiveWithAStuckEventLoop() throws Exception {
        // Given
        CountDownLatch release = new CountDownLatch(1);
        anotherEventLoop().runOnContext(nothing -> awaitQuietly(release));

        // When
        int status = firstOtherThan200("/health/live", Duration.ofSeconds(20));
        release.countDown();

        // Then
        assertThat(status).isEqualTo(503);
    }

    @Test
    void showsTheMetersToPrometheus() throws Exception {
        // Given
        operations.metrics().counter("chappe.letters", "kind", "a").increment(3);

        // When
        HttpResponse<String> answer = get("/metrics");

        // Then
        assertThat(answer.body())
                .contains("chappe_letters_total{kind=\"a\"} 3.0")
                .contains("jvm_memory_used_bytes", "process_files_open_files", "process_cpu_usage");
    }

    @Test
    void saysWhatThereIs() throws Exception {
        // Given
        operations.addCommand(HttpMethod.POST, "/dance", Commanded::twist);

        // When
        HttpResponse<String> root = get("/");
        HttpResponse<String> elsewhere = get("/elsewhere");

        // Then
        assertThat(root.statusCode()).isEqualTo(200);
        assertThat(root.body()).isEqualTo("GET /health/live\nGET /health/ready\nGET /metrics\nPOST /dance\n");
        assertThat(elsewhere.statusCode()).isEqualTo(404);
        assertThat(elsewhere.body()).isEqualTo(root.body());
    }

    @Test
    void takesHealthForReady() throws Exception {
        // When
        HttpResponse<String> answer = get("/health");

        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("still starting");
    }

    /** Not the one that serves the port: two verticles in a row are on two loops. */
    private Context anotherEventLoop() throws Exception {
        Map<Thread, Context> loops = new ConcurrentHashMap<>();
        vertx.deployVerticle(() -> new LoopFinder(loops), new DeploymentOptions().setInstances(2))
                .await(10, TimeUnit.SECONDS);
        loops.remove(Future.<Thread>future(own -> vertx.runOnContext(nothing -> own.complete(Thread.currentThread())))
                .await(10, TimeUnit.SECONDS));
        return loops.values().iterator().next();
    }

    private static final class LoopFinder extends VerticleBase {
        private final Map<Thread, Context> loops;

        LoopFinder(Map<Thread, Context> loops) {
            this.loops = loops;
        }

        @Override
        public Future<?> start() {
            loops.put(Thread.currentThread(), context);
            return Future.succeededFuture();
        }
    }

    private int firstOtherThan200(String path, Duration limit) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        int status = 200;
        while (status == 200 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(200);
            status = get(path).statusCode();
        }
        return status;
    }

    private static void awaitQuietly(CountDownLatch release) {
        try {
            release.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + operations.port() + path))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void runsACommandOnLoopback() throws Exception {
        // Given
        operations.addCommand(HttpMethod.POST, "/dance", Commanded::twist);

        // When
        HttpResponse<String> answer = post(operations, "/dance?times=3", "");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"twists\":3}\n");
        assertThat(get("/dance").statusCode()).isEqualTo(404);
    }

    @Test
    void tellsTheOperatorWhatIsWrong() throws Exception {
        // Given
        operations.addCommand(HttpMethod.POST, "/dance", Commanded::twist);

        // When
        HttpResponse<String> answer = post(operations, "/dance", "");

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"times is missing\"}\n");
    }

    @Test
    void wantsTheKeyThatIsConfigured() throws Exception {
        // Given
        Operations locked = Operations.start(
                        vertx,
                        VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE,
                        new OperationsConfig("127.0.0.1", 0, new Secret("open sesame")))
                .await(10, TimeUnit.SECONDS);
        locked.addCommand(HttpMethod.POST, "/dance", Commanded::twist);

        // When
        List<Integer> statuses = List.of(
                post(locked, "/dance?times=1", "").statusCode(),
                post(locked, "/dance?times=1", "Bearer open barley").statusCode(),
                post(locked, "/dance?times=1", "Bearer open sesame").statusCode());

        // Then
        assertThat(statuses).containsExactly(401, 401, 200);
        locked.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void takesNoCommandsOffLoopbackWithoutAKey() throws Exception {
        // Given
        Operations open = Operations.start(
                        vertx, VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE, new OperationsConfig("0.0.0.0", 0, null))
                .await(10, TimeUnit.SECONDS);
        open.addCommand(HttpMethod.POST, "/dance", Commanded::twist);

        // When
        HttpResponse<String> answer = post(open, "/dance?times=1", "");

        // Then
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("operations.key");
        open.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void aCommandIsSentTextAndAPartOfItsPath() throws Exception {
        // Given
        operations.addCommand(HttpMethod.PUT, "/dances/{name}", Commanded::learn);

        // When
        HttpResponse<String> answer = put("/dances/p%61s%2Fde+deux", "é\n");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"pas/de+deux\":\"é\\n\"}\n");
        assertThat(get("/").body()).endsWith("\nPUT /dances/{name}\n");
        assertThat(put("/dances/", "").statusCode()).isEqualTo(405);
        assertThat(put("/dances/a/b", "").statusCode()).isEqualTo(405);
    }

    @Test
    void takesNoMoreThanItSays() throws Exception {
        // Given
        operations.addCommand(HttpMethod.PUT, "/dances/{name}", Commanded::learn);

        // When
        HttpResponse<String> most = put("/dances/waltz", "x".repeat(64 << 10));
        HttpResponse<String> more = put("/dances/waltz", "x".repeat((64 << 10) + 1));

        // Then
        assertThat(most.statusCode()).isEqualTo(200);
        assertThat(more.statusCode()).isEqualTo(413);
        assertThat(more.body()).contains("at most 65536 bytes");
    }

    @Test
    void saysWhenToTryAgain() throws Exception {
        // Given
        operations.addCommand(HttpMethod.POST, "/dance", parameters -> {
            throw CommandException.unavailable("the floor is wet", 2);
        });

        // When
        HttpResponse<String> answer = post(operations, "/dance", "");

        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("2");
        assertThat(answer.body()).isEqualTo("{\"error\":\"the floor is wet\"}\n");
    }

    private static final class Commanded {
        static Future<JsonObject> learn(MultiMap parameters, String sent) {
            return Future.succeededFuture(new JsonObject().put(parameters.get("name"), sent));
        }

        static Future<JsonObject> twist(MultiMap parameters) {
            String times = parameters.get("times");
            if (times == null) {
                throw new IllegalArgumentException("times is missing");
            }
            return Future.succeededFuture(new JsonObject().put("twists", Integer.parseInt(times)));
        }
    }

    private HttpResponse<String> put(String path, String text) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + operations.port() + path))
                        .timeout(Duration.ofSeconds(10))
                        .PUT(HttpRequest.BodyPublishers.ofString(text))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(Operations to, String path, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to.port() + path))
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.noBody());
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
