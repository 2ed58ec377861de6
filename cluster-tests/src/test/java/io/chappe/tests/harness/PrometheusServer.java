package io.chappe.tests.harness;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import io.chappe.testing.FreePorts;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A {@code prometheus} of this machine, on a free loopback port, with the project's own configuration and alerts. What is
 * different: the targets are a test's nodes, it looks every second and not every fifteen, and an alert waits for two.
 */
public final class PrometheusServer implements AutoCloseable {
    private static final String PROGRAM = "prometheus";
    private static final Path FILES = Cluster.root().resolve("deploy/prometheus");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final int port = FreePorts.next();
    private final Path folder;
    private final Process process;

    private PrometheusServer(Path folder) throws IOException {
        this.folder = folder;
        process = new ProcessBuilder(
                        PROGRAM,
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        // The last resort, for a test run that is cut off.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param folder for its files, its data among them
     */
    public static PrometheusServer start(Path folder, List<NodeProcess> gateways, List<NodeProcess> services) {
        try {
            Files.createDirectories(folder);
            String configuration = Files.readString(FILES.resolve("prometheus.yml"));
            Files.writeString(
                    folder.resolve("prometheus.yml"),
                    configuration
                            .replace("'127.0.0.1:9080', '127.0.0.1:9081'", targets(gateways))
                            .replace("'127.0.0.1:9180'", targets(services))
                            .replace("_interval: 15s", "_interval: 1s"));
            String alerts = Files.readString(FILES.resolve("alerts.yml"));
            Files.writeString(folder.resolve("alerts.yml"), alerts.replaceAll("for: \\d+[smh]", "for: 2s"));
            PrometheusServer server = new PrometheusServer(folder);
            await(PROGRAM).atMost(Duration.ofSeconds(30)).until(server::isReady);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "no " + PROGRAM + " to test with; install it (on Debian: apt install prometheus)", e);
        }
    }

    private static String targets(List<NodeProcess> nodes) {
        return nodes.stream().map(node -> "'" + node.operationsAddress() + "'").collect(joining(", "));
    }

    private boolean isReady() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError(PROGRAM + " has ended: " + Files.readString(folder.resolve("log")));
        }
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** The values that an expression has now, one for each series. */
    public List<Double> query(String expression) {
        return objects(ask("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                        .getJsonArray("result"))
                .map(series -> series.getJsonArray("value").getString(1))
                .map(PrometheusServer::number)
                .toList();
    }

    private static double number(String value) {
        return switch (value) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(value);
        };
    }

    /** The nodes for which an alert fires now; an empty text where it is about all of them. */
    public List<String> firing(String alert) {
        return objects(ask("/api/v1/alerts").getJsonArray("alerts"))
                .filter(each -> each.getString("state").equals("firing"))
                .map(each -> each.getJsonObject("labels"))
                .filter(labels -> labels.getString("alertname").equals(alert))
                .map(labels -> labels.getString("instance", ""))
                .toList();
    }

    /** What is wrong with rules when they are asked for, by the rule's name. */
    public List<String> brokenRules() {
        return objects(ask("/api/v1/rules").getJsonArray("groups"))
                .flatMap(group -> objects(group.getJsonArray("rules")))
                .filter(rule -> !rule.getString("health").equals("ok"))
                .map(rule -> rule.getString("name") + ": " + rule.getString("lastError"))
                .toList();
    }

    private JsonObject ask(String path) {
        JsonObject answer = new JsonObject(get(path).body());
        if (!"success".equals(answer.getString("status"))) {
            throw new AssertionError(path + ": " + answer.getString("error"));
        }
        return answer.getJsonObject("data");
    }

    private HttpResponse<String> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
