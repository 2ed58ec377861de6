package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.client.Target;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Guests;
import io.chappe.tests.harness.NodeProcess;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.PrometheusServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The project's dashboards and alerts, in a real Prometheus that looks at real nodes. */
@Timeout(240)
class MonitoringIT {
    private static final int SIGNALS = 100;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(1, 2);

    private static PrometheusServer prometheus;

    @RegisterExtension
    final Guests guests = new Guests(CLUSTER);

    @BeforeAll
    static void watch() throws IOException {
        Path folder = Cluster.root().resolve("cluster-tests/target/prometheus");
        Files.createDirectories(folder);
        prometheus = PrometheusServer.start(
                Files.createTempDirectory(folder, "data-"),
                Stream.of(0, 1).map(i -> CLUSTER.gateway(i).process()).toList(),
                Stream.of(CLUSTER.service(0)).toList());
    }

    @AfterEach
    void startAgain() {
        CLUSTER.restartEnded();
    }

    @AfterAll
    static void end() {
        prometheus.close();
    }

    private static void awaitThat(String what, Callable<Boolean> condition) {
        await(what).atMost(LIMIT).pollInterval(Duration.ofMillis(500)).until(condition);
    }

    /** As Grafana would ask for it, with short rates. */
    private static Set<String> queries() throws IOException {
        Set<String> queries = new TreeSet<>();
        try (Stream<Path> files = Files.list(Cluster.root().resolve("deploy/grafana"))) {
            for (Path file : files.toList()) {
                collect(new JsonObject(Files.readString(file)).getJsonArray("panels"), queries);
            }
        }
        return queries;
    }

    private static void collect(JsonArray panels, Set<String> queries) {
        for (JsonObject panel : objects(panels).toList()) {
            collect(panel.getJsonArray("panels", new JsonArray()), queries);
            objects(panel.getJsonArray("targets", new JsonArray()))
                    .map(target -> target.getString("expr"))
                    .map(query -> query.replace("$__rate_interval", "10s").replace("$instance", ".*"))
                    .forEach(queries::add);
        }
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    /** No number is what a division of nothing by nothing gives. */
    private static boolean hasNumbers(String query) {
        return prometheus.query(query).stream().anyMatch(Double::isFinite);
    }

    @Test
    void everyQueryOfTheDashboardsReturnsNumbers() throws IOException {
        // Given
        Peer ann = guests.member(0, "ann");
        Peer bob = guests.member(0, "bob");
        Peer zoe = guests.member(1, "zoe");
        Set<String> empty = queries();
        int all = empty.size();

        // When
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            for (int i = 0; i < SIGNALS; i++) {
                ann.signal(Target.session(bob.id()), i);
                zoe.signal(Target.session(ann.id()), i);
            }
            empty.removeIf(MonitoringIT::hasNumbers);
            assertThat(empty).isEmpty();
        });

        // Then
        assertThat(all).isGreaterThan(80);
        assertThat(prometheus.brokenRules()).isEmpty();
    }

    @Test
    void theAlertForADeadGatewayFiresAndClears() {
        // Given
        NodeProcess doomed = CLUSTER.gateway(1).process();
        CLUSTER.awaitSteady();
        awaitThat("all nodes up", () -> prometheus.query("sum(up)").equals(List.of(3.0)));
        assertThat(prometheus.firing("ChappeGatewayDown")).isEmpty();

        // When
        doomed.kill();

        // Then
        awaitThat(
                "the alert", () -> prometheus.firing("ChappeGatewayDown").equals(List.of(doomed.operationsAddress())));
        awaitThat(
                "word of the lost one",
                () -> !prometheus.firing("ChappeGatewayLost").isEmpty());
        CLUSTER.restartGateway(1);
        CLUSTER.awaitReady();
        awaitThat(
                "the end of the alert",
                () -> prometheus.firing("ChappeGatewayDown").isEmpty());
        assertThat(prometheus.firing("ChappeNodeNotReady")).isEmpty();
    }

    private static double gone(String why) {
        return CLUSTER.service(0).metrics().sum("chappe_nodes_gone_total", "why=\"" + why + "\"");
    }

    @Test
    void aGatewayThatEndsInOrderIsNotLost() {
        // Given
        CLUSTER.awaitSteady();
        double lost = gone("lost") + gone("began_anew");
        double ended = gone("ended");

        // When
        CLUSTER.gateway(1).process().stop();

        // Then
        awaitThat("its goodbye", () -> gone("ended") == ended + 1);
        CLUSTER.restartEnded();
        assertThat(gone("lost") + gone("began_anew")).isEqualTo(lost);
    }
}
