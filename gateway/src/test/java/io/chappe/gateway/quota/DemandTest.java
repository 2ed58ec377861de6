package io.chappe.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DemandTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Demand demand = new Demand(0);

    private void ask(int from, int to, long perSecond) {
        for (int second = from; second < to; second++) {
            demand.add(perSecond);
            demand.measure((second + 1) * SECOND);
        }
    }

    @Test
    void aSteadyDemandIsSeenWithinSeconds() {
        // When
        ask(0, 2, 1_000);
        long soon = demand.perSecond();
        ask(2, 20, 1_000);

        // Then
        assertThat(soon).isBetween(600L, 700L);
        assertThat(demand.perSecond()).isEqualTo(1_000);
    }

    @Test
    void oneThatEndsIsForgotten() {
        // Given
        ask(0, 10, 1_000);

        // When
        ask(10, 13, 0);
        long soon = demand.perSecond();
        ask(13, 40, 0);

        // Then
        assertThat(soon).isBetween(200L, 250L);
        assertThat(demand.perSecond()).isZero();
    }

    @Test
    void aSmallOneIsNotNothing() {
        // When
        for (int second = 0; second < 20; second += 4) {
            ask(second, second + 1, 1);
            ask(second + 1, second + 4, 0);
        }

        // Then
        assertThat(demand.perSecond()).isEqualTo(1);
    }

    /** A busy event loop measures late, or twice at once. */
    @Test
    void goesByTheTimeThatHasPassed() {
        // When
        demand.add(5_000);
        demand.measure(50 * SECOND);
        demand.measure(50 * SECOND);

        // Then
        assertThat(demand.perSecond()).isEqualTo(100);
    }

    @Test
    void neverIsMoreThanCanBeTold() {
        // When
        demand.add(Long.MAX_VALUE);
        demand.measure(SECOND);

        // Then
        assertThat(demand.perSecond()).isEqualTo(1L << 48);
    }
}
