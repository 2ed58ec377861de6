package io.chappe.presence.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.CallFact;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallTracesTest {
    private static final TenantId TENANT = new TenantId("t");
    private static final String CONTEXT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> told = new ArrayList<>();
    private final List<Long> since = new ArrayList<>();
    private boolean isAway;
    private long now = 7_000;

    private static CallFact fact(int call, String kind, String traceparent) {
        return new CallFact(
                1, 50_000, 0, new RoomId("r"), side("a" + call), side("b" + call), kind, "", "", 0, 0, traceparent);
    }

    private static CallFact.Side side(String session) {
        return new CallFact.Side(new PeerId("p"), new SessionId(session));
    }

    private CallTraces traces(double sampled) {
        return new CallTraces(sampled, this::story, (tenant, story) -> told.add(pairOf(story)), () -> now, registry);
    }

    private Future<CallStory> story(TenantId tenant, String pair, long at) {
        since.add(at);
        return isAway
                ? Future.failedFuture("away")
                : Future.succeededFuture(CallStory.of(List.of(new NotedFact(
                        "g", fact(Integer.parseInt(pair.substring(1, pair.indexOf('~'))), "offer", "")))));
    }

    private static String pairOf(CallStory story) {
        return NotedFact.pair(story.facts().get(0).fact());
    }

    private double counted(String outcome) {
        return registry.get("chappe.traces.calls")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private void wait(CallTraces traces, long ms) {
        now += ms;
        traces.tick();
    }

    @Test
    void aCallIsToldOnceNothingMoreHappensWithIt() {
        // Given
        CallTraces traces = traces(1);
        traces.heard(TENANT, fact(1, "offer", ""));
        wait(traces, CallTraces.QUIET_MS - 1);
        traces.heard(TENANT, fact(1, "answer", ""));
        wait(traces, CallTraces.QUIET_MS - 1);
        assertThat(told).isEmpty();

        // When
        wait(traces, 1);

        // Then
        assertThat(told).containsExactly("a1~b1");
        assertThat(since).containsExactly(48_000L);
        wait(traces, CallTraces.LONGEST_MS);
        assertThat(told).hasSize(1);
    }

    @Test
    void oneThatGoesOnIsToldAllTheSame() {
        // Given
        CallTraces traces = traces(1);
        traces.heard(TENANT, fact(1, "offer", ""));

        // When
        IntStream.rangeClosed(1, 24).forEach(i -> {
            wait(traces, 5_000);
            traces.heard(TENANT, fact(1, "candidate", ""));
        });

        // Then
        assertThat(told).hasSize(1);
    }

    @Test
    void aPartOfAllCallsIsChosenWhicheverServiceIsAsked() {
        // Given
        CallTraces traces = traces(0.5);
        IntStream.range(0, 200).forEach(i -> traces.heard(TENANT, fact(i, "offer", "")));
        wait(traces, CallTraces.QUIET_MS);
        IntStream.range(0, 4).forEach(i -> wait(traces, 1));
        List<String> first = List.copyOf(told);

        // When
        CallTraces other = traces(0.5);
        IntStream.range(0, 200).forEach(i -> other.heard(TENANT, fact(i, "offer", "")));
        wait(other, CallTraces.QUIET_MS);
        IntStream.range(0, 4).forEach(i -> wait(other, 1));

        // Then
        assertThat(first).hasSizeBetween(20, 180);
        assertThat(told.subList(first.size(), told.size())).containsExactlyInAnyOrderElementsOf(first);
    }

    @Test
    void whatAClientRecordsItselfIsTraced() {
        // Given
        CallTraces traces = traces(0);

        // When
        traces.heard(TENANT, fact(1, "offer", CONTEXT + "1"));
        traces.heard(TENANT, fact(2, "offer", CONTEXT + "0"));
        traces.heard(TENANT, fact(3, "offer", ""));
        traces.heard(TENANT, fact(4, "answer", CONTEXT + "1"));

        // Then
        wait(traces, CallTraces.QUIET_MS);
        assertThat(told).containsExactly("a1~b1");
    }

    @Test
    void clientsThatWantTooManyLeaveRoomForOthers() {
        // Given
        CallTraces traces = traces(0);

        // When
        IntStream.range(0, 2 * CallTraces.MOST_OPEN)
                .forEach(i -> traces.heard(TENANT, fact(i, "offer", CONTEXT + "1")));

        // Then
        assertThat(registry.get("chappe.traces.open").gauge().value()).isEqualTo(CallTraces.MOST_WANTED);
        assertThat(counted("dropped")).isEqualTo(2 * CallTraces.MOST_OPEN - CallTraces.MOST_WANTED);
    }

    @Test
    void whatTheStoreDoesNotTellIsCounted() {
        // Given
        CallTraces traces = traces(1);
        traces.heard(TENANT, fact(1, "offer", ""));
        isAway = true;

        // When
        wait(traces, CallTraces.QUIET_MS);

        // Then
        assertThat(told).isEmpty();
        assertThat(counted("dropped")).isEqualTo(1);
    }

    @Test
    void atTheEndAllAreTold() {
        // Given
        CallTraces traces = traces(1);
        traces.heard(TENANT, fact(1, "offer", ""));

        // When
        Future<Void> closed = traces.close();

        // Then
        assertThat(closed.succeeded()).isTrue();
        assertThat(told).hasSize(1);
    }
}
