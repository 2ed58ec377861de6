package io.chappe.presence.calls;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.CallFact;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallSpansTest {
    private static final CallFact.Side ANN = new CallFact.Side(new PeerId("ann"), new SessionId("s1"));
    private static final CallFact.Side BOB = new CallFact.Side(new PeerId("bob"), new SessionId("s2"));
    private static final String ANNS = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String BOBS = "0af7651916cd43dd8448eb211c80319c";
    private static final long BEGIN = 1_700_000_000_000L;
    private static final long NS = 1_000_000;

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final CallSpans spans = new CallSpans(SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build()
            .get("test"));
    private final List<NotedFact> facts = new ArrayList<>();

    private static String context(String trace) {
        return "00-" + trace + "-00f067aa0ba902b7-01";
    }

    private CallSpansTest fact(int at, CallFact.Side from, String kind, String detail, String traceparent) {
        CallFact.Side to = from.equals(ANN) ? BOB : ANN;
        facts.add(new NotedFact(
                "gateway-of-" + from.peer(),
                new CallFact(
                        facts.size() + 1,
                        BEGIN + at,
                        4,
                        new RoomId("r"),
                        from,
                        to,
                        kind,
                        detail,
                        "",
                        BEGIN - 500,
                        0,
                        traceparent)));
        return this;
    }

    private void tell() {
        spans.tell(new TenantId("t"), CallStory.of(facts));
    }

    private SpanData span(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCallIsOneTraceOverBothGateways() {
        // Given
        fact(0, ANN, "offer", "", "").fact(20, BOB, "answer", "", "").fact(30, BOB, "candidate", "host udp", "");
        fact(900, ANN, CallFact.REPORT, "{\"state\":\"connected\",\"local\":\"relay\",\"connectedMs\":850}", "");

        // When
        tell();

        // Then
        SpanData call = span("call");
        List<SpanData> told = exporter.getFinishedSpanItems();
        assertThat(told)
                .extracting(SpanData::getName)
                .containsExactlyInAnyOrder("call", "join", "join", "offer", "answer", "candidate", "connect");
        assertThat(told).extracting(SpanData::getTraceId).containsOnly(call.getTraceId());
        assertThat(told)
                .filteredOn(span -> span != call)
                .extracting(SpanData::getParentSpanId)
                .containsOnly(call.getSpanId());
        assertThat(span("offer").getAttributes().get(stringKey("chappe.gateway")))
                .isEqualTo("gateway-of-ann");
        assertThat(span("answer").getAttributes().get(stringKey("chappe.gateway")))
                .isEqualTo("gateway-of-bob");
        assertThat(span("candidate").getAttributes().get(stringKey("chappe.candidate")))
                .isEqualTo("host udp");
        assertThat(span("connect").getAttributes().get(stringKey("chappe.ice.local")))
                .isEqualTo("relay");
    }

    @Test
    void itLastsFromTheFirstThingToTheLast() {
        // Given
        fact(0, ANN, "offer", "", "").fact(900, BOB, CallFact.REPORT, "{\"connectedMs\":700}", "");

        // When
        tell();

        // Then
        assertThat(span("offer").getStartEpochNanos()).isEqualTo(BEGIN * NS);
        assertThat(span("offer").getEndEpochNanos()).isEqualTo((BEGIN + 4) * NS);
        assertThat(span("connect").getStartEpochNanos()).isEqualTo((BEGIN + 200) * NS);
        assertThat(span("call").getStartEpochNanos()).isEqualTo(BEGIN * NS);
        assertThat(span("call").getEndEpochNanos()).isEqualTo((BEGIN + 904) * NS);
    }

    @Test
    void whatTheCallersPageTracesIsItsParentAndTheOthersIsLinked() {
        // Given
        fact(0, ANN, "offer", "", context(ANNS)).fact(20, BOB, "answer", "", context(BOBS));

        // When
        tell();

        // Then
        SpanData call = span("call");
        assertThat(call.getTraceId()).isEqualTo(ANNS);
        assertThat(call.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(call.getLinks())
                .extracting(LinkData::getSpanContext)
                .extracting(linked -> linked.getTraceId())
                .containsExactly(BOBS);
    }

    @Test
    void oneThatFailsSaysWhy() {
        // Given
        fact(0, ANN, "offer", "", "").fact(90, ANN, CallFact.REPORT, "{\"iceError\":701}", "");

        // When
        tell();

        // Then
        SpanData call = span("call");
        assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(call.getStatus().getDescription()).contains("has not answered");
        assertThat(call.getAttributes().get(stringKey("chappe.call.verdict"))).isEqualTo("no-answer");
        assertThat(call.getAttributes().get(booleanKey("chappe.call.glare"))).isFalse();
        assertThat(span("report").getAttributes().get(longKey("chappe.ice.error")))
                .isEqualTo(701);
    }

    @Test
    void aReportOfATimeThatCannotBeDoesNoHarm() {
        // Given
        fact(0, ANN, "offer", "", "").fact(90, ANN, CallFact.REPORT, "{\"mediaMs\":9e18}", "");

        // When
        tell();

        // Then
        SpanData media = span("media");
        assertThat(media.getEndEpochNanos() - media.getStartEpochNanos()).isEqualTo((CallTraces.LONGEST_MS + 4) * NS);
    }
}
