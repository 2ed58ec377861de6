package io.chappe.gateway.protocol.chappe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TickTest {
    @ParameterizedTest
    @CsvSource({"0, 50", "1, 50", "200, 50", "20000, 30", "49999, 1", "50000, 50", "149000, 1"})
    void endsAWholeStepAfterItHasBegun(long micros, long restMs) {
        // Given
        AtomicLong clock = new AtomicLong(123_456_789);
        Tick tick = new Tick(clock::get);

        // When
        clock.addAndGet(TimeUnit.MICROSECONDS.toNanos(micros));

        // Then
        assertThat(tick.restMs()).isEqualTo(restMs);
    }
}
