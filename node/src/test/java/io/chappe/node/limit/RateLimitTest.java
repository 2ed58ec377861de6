package io.chappe.node.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);
    private final RateLimit<String> limit = new RateLimit<>(new Rate(6, MINUTE), 2, clock::get);

    private void add(String key, int times) {
        IntStream.range(0, times).forEach(i -> limit.add(key));
    }

    private void passes(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void allowsAllOfAPeriodAtOnce() {
        // Given
        add("a", 5);

        // When
        long before = limit.waitMs("a");
        limit.add("a");

        // Then
        assertThat(before).isZero();
        assertThat(limit.waitMs("a")).isBetween(10_000L, 10_001L);
        assertThat(limit.waitMs("b")).isZero();
    }

    @Test
    void givesTheAllowanceBackLittleByLittle() {
        // Given
        add("a", 6);

        // When
        passes(Duration.ofSeconds(10));

        // Then
        assertThat(limit.waitMs("a")).isZero();
        limit.add("a");
        assertThat(limit.waitMs("a")).isPositive();
    }

    @Test
    void givesAllOfItBackWithinThePeriodAndNoMore() {
        // Given
        add("a", 6);

        // When
        passes(Duration.ofHours(1));

        // Then
        add("a", 6);
        assertThat(limit.waitMs("a")).isPositive();
    }

    @Test
    void makesNobodyWaitForLongerThanThePeriod() {
        // When
        add("a", 1_000);

        // Then
        assertThat(limit.waitMs("a")).isLessThanOrEqualTo(10_001);
    }

    @Test
    void makesRoomForNewKeysByForgettingThoseThatHaveAllBack() {
        // Given
        add("a", 6);
        add("b", 6);
        add("c", 6);
        assertThat(limit.waitMs("c")).as("one key too many").isZero();

        // When
        passes(MINUTE);
        add("c", 6);

        // Then
        assertThat(limit.waitMs("c")).isPositive();
    }

    @Test
    void keepsWhoIsKnownWhenItIsFull() {
        // Given
        add("a", 1);
        add("b", 1);
        add("c", 1);

        // When
        add("a", 5);

        // Then
        assertThat(limit.waitMs("a")).isPositive();
    }
}
