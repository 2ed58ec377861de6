package io.chappe.gateway.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrainPaceTest {
    @ParameterizedTest
    @CsvSource({"0, 60, 500", "1000, 60, 500", "24000, 60, 500", "48000, 60, 1000", "100, 0, 125000"})
    void tellsAllInMostOfItsDeadline(int clients, int seconds, int pace) {
        // When
        int perSecond = Drain.pace(clients, new DrainConfig(Duration.ofSeconds(seconds), 500));

        // Then
        assertThat(perSecond).isEqualTo(pace);
    }
}
