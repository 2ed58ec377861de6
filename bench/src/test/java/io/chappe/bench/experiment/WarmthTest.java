package io.chappe.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.bench.system.Window;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WarmthTest {
    private final Warmth warmth = new Warmth();

    private boolean isWarmAfter(double... costs) {
        for (double cost : costs) {
            warmth.saw(looked(cost, 0));
        }
        return warmth.isReached();
    }

    private static Window looked(double cost, double compiling) {
        return new Window(Map.of("messages", 1e6), cost, compiling, 0, 0, 0);
    }

    @Test
    void isReachedWhenTwiceNothingIsGained() {
        assertThat(isWarmAfter(100, 60, 30)).isFalse();
        assertThat(isWarmAfter(30)).isFalse();
        assertThat(isWarmAfter(31)).isTrue();
    }

    @Test
    void isNotReachedByWhatIsWorseOnce() {
        assertThat(isWarmAfter(100, 60, 70, 30)).isFalse();
    }

    @Test
    void isNotReachedWhileCompilersHaveMuchToDo() {
        warmth.saw(looked(30, 0.8));
        warmth.saw(looked(30, 0.8));
        warmth.saw(looked(30, 0.8));

        assertThat(warmth.isReached()).isFalse();
    }
}
