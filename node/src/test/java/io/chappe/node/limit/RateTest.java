package io.chappe.node.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Rate rate = new Rate(10, Duration.ofSeconds(1));

    /** A clock's zero may be anywhere. */
    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 10, Long.MIN_VALUE, -5})
    void allowsAllAtOnceAndThenLittleByLittle(long now) {
        // When
        long wholeAt = rate.after(now, now, 10);

        // Then
        assertThat(rate.waitNs(now, now, 10)).isLessThanOrEqualTo(0);
        assertThat(wholeAt - now).isEqualTo(SECOND);
        assertThat(rate.waitNs(wholeAt, now, 1)).isEqualTo(SECOND / 10);
        assertThat(rate.waitNs(wholeAt, now + SECOND / 10, 1)).isZero();
        assertThat(rate.waitNs(wholeAt, now + 2 * SECOND, 10)).isLessThanOrEqualTo(0);
    }

    @Test
    void remembersWhatWasDoneInSpiteOfIt() {
        // When
        long wholeAt = rate.after(0, 0, 100);

        // Then
        assertThat(rate.waitNs(wholeAt, 0, 1)).isEqualTo(9 * SECOND + SECOND / 10);
        assertThat(rate.waitNs(wholeAt, 10 * SECOND, 10)).isLessThanOrEqualTo(0);
    }

    @Test
    void overflowsForNoCharge() {
        assertThat(rate.waitNs(rate.after(0, 0, Long.MAX_VALUE), 0, Long.MAX_VALUE))
                .isPositive();
    }

    @Test
    void roundsWaitsUp() {
        assertThat(Rate.toMs(-1)).isZero();
        assertThat(Rate.toMs(0)).isZero();
        assertThat(Rate.toMs(1)).isEqualTo(1);
        assertThat(Rate.toMs(1_000_000)).isEqualTo(2);
    }
}
