package io.chappe.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final double NEARLY_ONE = 0.9999;

    private final FakeTimers timers = new FakeTimers();
    private final Backoff backoff = new Backoff(timers, () -> NEARLY_ONE);

    @Test
    void pausesDoubleUpToHalfAMinuteOnceAllUrlsHadATry() {
        // When
        List<Long> pauses = pauses(14, 2);

        // Then
        assertThat(pauses)
                .containsExactly(
                        999L, 999L, 1_999L, 1_999L, 3_999L, 3_999L, 7_999L, 7_999L, 15_998L, 15_998L, 29_997L, 29_997L,
                        29_997L, 29_997L);
    }

    @Test
    void whileASessionWaitsThePausesStayShort() {
        // Given
        backoff.up(20_000);
        timers.advance(60_000);
        backoff.lost();

        // When
        List<Long> pauses = pauses(5, 1);

        // Then
        assertThat(pauses).containsExactly(999L, 1_999L, 3_999L, 3_999L, 3_999L);
        timers.advance(20_000);
        assertThat(backoff.nextMs(1)).isEqualTo(29_997);
    }

    @Test
    void aSocketThatBreaksAtOnceIsNoSuccess() {
        // Given
        pauses(4, 1);
        backoff.up(0);
        timers.advance(9_999);
        backoff.lost();

        // When
        long next = backoff.nextMs(1);

        // Then
        assertThat(next).isEqualTo(15_998);
    }

    private List<Long> pauses(int count, int urls) {
        return Stream.generate(() -> backoff.nextMs(urls)).limit(count).toList();
    }
}
