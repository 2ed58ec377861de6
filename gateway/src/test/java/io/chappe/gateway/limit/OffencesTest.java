package io.chappe.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OffencesTest {
    private final Offences offences = new Offences(10);

    private boolean tooMany(int frame, long secondsApart) {
        return offences.areTooMany(TimeUnit.SECONDS.toNanos(frame * secondsApart));
    }

    @Test
    void allowsNineInAMinuteAndNotTen() {
        // When
        long allowed = IntStream.range(0, 9).filter(frame -> !tooMany(frame, 1)).count();

        // Then
        assertThat(allowed).isEqualTo(9);
        assertThat(tooMany(9, 1)).isTrue();
    }

    @Test
    void forgetsThoseOfLongAgo() {
        // When
        boolean any = IntStream.range(0, 1_000).anyMatch(frame -> tooMany(frame, 7));

        // Then
        assertThat(any).isFalse();
    }
}
