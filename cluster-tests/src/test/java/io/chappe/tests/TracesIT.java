package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Collector;
import io.chappe.tests.harness.Variation;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a collector of OpenTelemetry gets of calls between clients on two gateways. */
@Timeout(120)
class TracesIT {
    private static final Duration TOLD = Duration.ofSeconds(40);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SECRET = "v=0 o=- 4611 a=ice-pwd:asd88fgpdd777uzjYhagZg 203.0.113.77";

    private static final Collector COLLECTOR = new Collector();

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(2, 2, new Variation() {
        @Override
        public JsonObject settings(String node) {
            JsonObject traces = new JsonObject().put("endpoint", COLLECTOR.endpoint());
            return node.startsWith("presence")
                    ? new JsonObject().put("traces", traces.put("sampled", 0))
                    : new JsonObject();
        }
    });

    private final String room = "room-" + UUID.randomUUID();

    @AfterAll
    static void closeCollector() {
        COLLECTOR.close();
    }

    private static String traceparent(String span, boolean isSampled) {
        return "00-" + TRACE + "-" + span + (isSampled ? "-01" : "-00");
    }

    /** Both reports are there: they come to the service within a second. */
    private void call(Caller ann, Caller bob, String traceparent) {
        ann.signal(
                        bob,
                        new JsonObject()
                                .put("kind", "offer")
                                .put("data", SECRET)
                                .put("traceparent", traceparent))
                .candidate(bob, "host");
        bob.signal(ann, "answer", SECRET).candidate(ann, "relay");
        ann.report(bob.session(), new JsonObject().put("state", "connected").put("connectedMs", 420));
        bob.report(ann.session(), new JsonObject().put("state", "connected"));
    }

    private List<Collector.Taken> trace(String pair) {
        await("a trace of " + pair)
                .atMost(TOLD)
                .until(() -> COLLECTOR.taken().stream()
                        .anyMatch(span -> span.attribute("chappe.pair").equals(pair)));
        Collector.Taken call = COLLECTOR.taken().stream()
                .filter(span -> span.attribute("chappe.pair").equals(pair))
                .findFirst()
                .orElseThrow();
        return COLLECTOR.taken().stream()
                .filter(span -> span.id().equals(call.id()) || span.parent().equals(call.id()))
                .toList();
    }

    private static double refused() {
        return IntStream.range(0, CLUSTER.services())
                .mapToDouble(i -> CLUSTER.service(i).metrics().sum("chappe_traces_spans_total", "outcome=\"failed\""))
                .sum();
    }

    private Caller caller(int gateway, String peer) {
        return new Caller(CLUSTER.gateway(gateway), "demo", peer, room, null);
    }

    @Test
    void aCallIsOneTraceOverBothGatewaysWithinThatOfItsCaller() {
        // Given
        try (Caller ann = caller(0, "ann");
                Caller bob = caller(1, "bob")) {
            ann.socket.read("member-joined");

            // When
            call(ann, bob, traceparent("00f067aa0ba902b7", true));

            // Then
            List<Collector.Taken> spans = trace(Caller.pair(ann, bob));
            Collector.Taken call = spans.stream()
                    .filter(span -> span.span().getName().equals("call"))
                    .findFirst()
                    .orElseThrow();
            assertThat(spans)
                    .extracting(span -> span.span().getName())
                    .containsExactlyInAnyOrder(
                            "call", "join", "join", "offer", "candidate", "answer", "candidate", "connect", "report");
            assertThat(spans).extracting(Collector.Taken::trace).containsOnly(TRACE);
            assertThat(call.parent()).isEqualTo("00f067aa0ba902b7");
            assertThat(call.attribute("chappe.call.verdict")).isEqualTo("connected");
            assertThat(spans.stream()
                            .filter(span -> !span.id().equals(call.id()))
                            .map(span -> span.attribute("chappe.gateway"))
                            .collect(Collectors.toSet()))
                    .hasSize(2);
            assertThat(spans).extracting(Collector.Taken::instance).doesNotContain("");
            assertThat(COLLECTOR.taken().toString()).doesNotContain("ice-pwd").doesNotContain("203.0.113");
        }
    }

    @Test
    void whatNobodyRecordsIsNotTracedAndACollectorThatRefusesHarmsNothing() {
        // Given
        try (Caller ann = caller(0, "ann");
                Caller bob = caller(1, "bob");
                Caller cid = caller(0, "cid")) {
            bob.socket.read("member-joined");
            ann.socket.read("member-joined");
            COLLECTOR.answers(400);
            call(ann, bob, traceparent("00f067aa0ba902b8", true));
            await("spans that were refused").atMost(TOLD).until(() -> refused() >= 7);
            COLLECTOR.answers(200);

            // When
            call(bob, ann, traceparent("00f067aa0ba902b9", false));
            call(bob, cid, traceparent("00f067aa0ba902b7", true));

            // Then
            assertThat(trace(Caller.pair(bob, cid))).hasSizeBetween(7, 9);
            assertThat(COLLECTOR.taken())
                    .extracting(span -> span.attribute("chappe.pair"))
                    .doesNotContain(Caller.pair(ann, bob));
        }
    }
}
