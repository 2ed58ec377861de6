package io.chappe.node.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessageCounterTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MessageCounter counter =
            MessageCounter.of(registry, "steps", "Steps that were danced", "foot", "left");

    @AfterEach
    void countAgain() {
        MessageCounter.setCounting(true);
    }

    private double counted() {
        return registry.get("steps").tag("foot", "left").functionCounter().count();
    }

    @Test
    void theRegistryHasTheSum() {
        // When
        counter.increment();
        counter.add(41);

        // Then
        assertThat(counted()).isEqualTo(42);
    }

    @Test
    void nothingIsCountedWhileItIsSwitchedOff() {
        // Given
        counter.increment();

        // When
        MessageCounter.setCounting(false);
        counter.increment();
        MessageCounter.setCounting(true);
        counter.increment();

        // Then
        assertThat(counted()).isEqualTo(2);
    }
}
