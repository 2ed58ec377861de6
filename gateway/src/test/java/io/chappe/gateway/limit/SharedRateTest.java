package io.chappe.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.node.limit.Rate;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedRateTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private static Rate of(long amount) {
        return new Rate(amount, Duration.ofSeconds(10));
    }

    /** How many can be taken at that moment. */
    private static int left(SharedRate rate, long now) {
        int left = 0;
        while (rate.waitNs(now) <= 0) {
            rate.add(now, 1);
            left++;
        }
        return left;
    }

    @Test
    void whatIsAddedAtOnceByManyIsAllAdded() {
        // Given
        SharedRate rate = new SharedRate(of(10), 0);

        // When
        IntStream.range(0, 100_000).parallel().forEach(i -> rate.add(0, 1));

        // Then
        assertThat(rate.waitNs(0)).isEqualTo(99_991 * SECOND);
    }

    @Test
    void moreThanAllOfItPassesAndIsPaidFor() {
        // Given
        SharedRate rate = new SharedRate(of(10), 0);

        // When
        rate.add(0, 100);

        // Then
        assertThat(rate.waitNs(0)).isEqualTo(91 * SECOND);
        assertThat(rate.waitNs(91 * SECOND)).isZero();
    }

    @Test
    void whoIsGivenMoreWaitsUntilItHasCome() {
        // Given
        SharedRate rate = new SharedRate(of(10), 0);

        // When
        rate.become(of(100), 0);

        // Then
        assertThat(left(rate, 0)).isEqualTo(10);
        assertThat(left(rate, SECOND)).isEqualTo(10);
    }

    @Test
    void whoIsGivenLessKeepsWhatThereIsRoomFor() {
        // Given
        SharedRate rate = new SharedRate(of(100), 0);
        rate.add(0, 70);

        // When
        rate.become(of(50), 0);

        // Then
        assertThat(left(rate, 0)).isEqualTo(30);
        rate.become(of(20), 100 * SECOND);
        assertThat(left(rate, 100 * SECOND)).isEqualTo(20);
    }

    @Test
    void whatWasTakenTooMuchIsPaidForAtTheNextRate() {
        // Given
        SharedRate rate = new SharedRate(of(10), 0);
        rate.add(0, 30);

        // When
        rate.become(of(100), 0);

        // Then
        assertThat(rate.waitNs(0)).isEqualTo(21 * SECOND / 10);
    }

    /** The allowance of a slow rate comes in parts of one. */
    @Test
    void changesTakeNoPartsAway() {
        // Given
        SharedRate rate = new SharedRate(of(10), 0);
        rate.add(0, 10);

        // When
        IntStream.rangeClosed(1, 100).forEach(i -> rate.become(of(10 + i % 2), i * SECOND / 20));

        // Then
        assertThat(left(rate, 5 * SECOND)).isEqualTo(5);
    }
}
