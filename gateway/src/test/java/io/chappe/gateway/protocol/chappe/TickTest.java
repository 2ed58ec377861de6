package io.chappe.gateway.protocol.chappe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TickTest {
    @Test
    void endsAWholeStepAfterItHasBegun() throws InterruptedException {
        // Given
        Tick tick = Tick.begin();

        // When
        Thread.sleep(20);

        // Then
        assertThat(tick.restMs()).isBetween(1L, 31L);
    }
}
