package io.chappe.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.gateway.quota.Consumption.Total;
import org.junit.jupiter.api.Test;

class ConsumptionTest {
    private final Consumption consumption = new Consumption();

    @Test
    void theTimeOfAllSessionsIsAddedUp() {
        // Given
        consumption.began(1_000);
        consumption.began(1_500);
        consumption.ended(2_000);

        // When
        Total total = consumption.total(10_000);

        // Then
        assertThat(total.connectedMs()).isEqualTo(500 + 2 * 500 + 8_000);
        assertThat(consumption.total(10_000)).isEqualTo(total);
    }

    @Test
    void theMostAtATimeBeginsAnewWithThoseWhoAreThere() {
        // Given
        consumption.began(0);
        consumption.began(0);
        consumption.began(0);
        consumption.ended(1);
        consumption.ended(1);
        long first = consumption.mostSessions();

        // When
        consumption.began(2);

        // Then
        assertThat(first).isEqualTo(3);
        assertThat(consumption.mostSessions()).isEqualTo(2);
        consumption.ended(3);
        consumption.ended(3);
        assertThat(consumption.mostSessions()).isEqualTo(2);
        assertThat(consumption.mostSessions()).isZero();
    }

    @Test
    void messagesAndTheirBytesAreCounted() {
        // Given
        consumption.message(100);
        Total before = consumption.total(5);

        // When
        consumption.message(20);

        // Then
        assertThat(consumption.total(5).minus(before)).isEqualTo(new Total(0, 1, 20));
    }
}
