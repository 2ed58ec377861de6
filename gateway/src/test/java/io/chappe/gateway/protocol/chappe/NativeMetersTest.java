package io.chappe.gateway.protocol.chappe;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.ErrorCode;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NativeMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final NativeMeters meters = new NativeMeters(registry);
    private final SignalMeters.OfLoop counts = meters.signals().ofLoop();
    private final SignalMeters.OfLoop others = meters.signals().ofLoop();

    private double signals(String kind, String result) {
        return registry.get("chappe.signals")
                .tags("kind", kind, "result", result)
                .functionCounter()
                .count();
    }

    private double allSignals() {
        return registry.get("chappe.signals").functionCounters().stream()
                .mapToDouble(FunctionCounter::count)
                .sum();
    }

    @Test
    void aSignalIsCountedByItsKindAndWhatBecameOfIt() {
        // When
        counts.answered("offer", null);
        others.answered("candidate", ErrorCode.NO_SUCH_SESSION);
        counts.unanswered("candidate");

        // Then
        assertThat(signals("offer", "delivered")).isEqualTo(1);
        assertThat(signals("candidate", "no_such_session")).isEqualTo(1);
        assertThat(signals("candidate", "unanswered")).isEqualTo(1);
        assertThat(allSignals()).isEqualTo(3);
        assertThat(meters.looked()).isEqualTo(3);
        assertThat(meters.undelivered()).isEqualTo(1);
    }

    @Test
    void clientsMakeNoSeries() {
        // Given
        int before = registry.getMeters().size();

        // When
        IntStream.range(0, 1_000).forEach(i -> counts.answered("kind-" + i, null));
        Stream.of(ErrorCode.values()).forEach(reason -> counts.answered("song", reason));

        // Then
        assertThat(registry.getMeters()).hasSize(before);
        assertThat(signals("other", "delivered")).isEqualTo(1_000);
        assertThat(allSignals()).isEqualTo(1_000 + ErrorCode.values().length);
    }

    @Test
    void aboutOneOfSixteenIsTimed() {
        // When
        long timed = IntStream.range(0, 16_000).filter(i -> meters.begin() != 0).count();

        // Then
        assertThat(timed).isBetween(800L, 1_200L);
    }
}
