package io.chappe.node.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopCountersTest {
    private static final int LEFT = 0;
    private static final int RIGHT = 1;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LoopCounters counters = new LoopCounters(2);

    @AfterEach
    void countAgain() {
        MessageCounter.setCounting(true);
    }

    @Test
    void theRegistryHasTheSumOfAllLoops() throws InterruptedException {
        // Given
        counters.register(registry, RIGHT, "steps", "Steps that were danced", "foot", "right");
        Thread[] loops = IntStream.range(0, 4).mapToObj(i -> dancer()).toArray(Thread[]::new);

        // When
        for (Thread loop : loops) {
            loop.start();
        }
        for (Thread loop : loops) {
            loop.join();
        }

        // Then
        assertThat(registry.get("steps").tag("foot", "right").functionCounter().count())
                .isEqualTo(4 * 10_000 * 3);
        assertThat(counters.sum(LEFT)).isEqualTo(4 * 10_000);
    }

    private Thread dancer() {
        LoopCounters.Part part = counters.part();
        return new Thread(() -> {
            for (int i = 0; i < 10_000; i++) {
                part.add(LEFT, 1);
                part.add(RIGHT, 3);
            }
        });
    }

    @Test
    void nothingIsCountedWhileItIsSwitchedOff() {
        // Given
        LoopCounters.Part part = counters.part();
        part.add(LEFT, 1);

        // When
        MessageCounter.setCounting(false);
        part.add(LEFT, 1);
        MessageCounter.setCounting(true);
        part.add(LEFT, 1);

        // Then
        assertThat(counters.sum(LEFT)).isEqualTo(2);
    }
}
