package io.chappe.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class WarmthTest {
    private static boolean isWarmAfter(double... costs) {
        Warmth warmth = new Warmth();
        DoubleStream.of(costs).forEach(warmth::saw);
        return warmth.isReached();
    }

    @Test
    void isReachedWhenTwiceNothingIsGained() {
        assertThat(isWarmAfter(100, 60, 30)).isFalse();
        assertThat(isWarmAfter(100, 60, 30, 30)).isFalse();
        assertThat(isWarmAfter(100, 60, 30, 30, 31)).isTrue();
        assertThat(isWarmAfter(100, 60, 70, 30)).isFalse();
    }
}
