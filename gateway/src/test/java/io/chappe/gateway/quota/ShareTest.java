package io.chappe.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ShareTest {
    private final Random random = new Random();

    @RepeatedTest(100)
    void sharesOfAnyDemandsAreOneWhole() {
        // Given
        long[] demands = LongStream.generate(() -> random.nextBoolean() ? 0 : random.nextLong(1L << random.nextInt(48)))
                .limit(1 + random.nextInt(50))
                .toArray();
        long all = LongStream.of(demands).sum();

        // When
        DoubleStream shares = LongStream.of(demands).mapToDouble(own -> Share.of(own, all - own, demands.length));

        // Then
        assertThat(shares.sum()).isCloseTo(1, within(1e-9));
    }

    @Test
    void whoIsAloneHasAll() {
        assertThat(Share.of(0, 0, 1)).isEqualTo(1);
        assertThat(Share.of(7, 0, 1)).isEqualTo(1);
        assertThat(Share.of(0, 0, 0)).isEqualTo(1);
    }

    @Test
    void mostGoesByDemandAndALittleToEach() {
        assertThat(Share.of(300, 100, 2)).isCloseTo(0.725, within(1e-9));
        assertThat(Share.of(0, 100, 2)).isCloseTo(0.05, within(1e-9));
        assertThat(Share.of(0, 0, 4)).isEqualTo(0.25);
    }
}
