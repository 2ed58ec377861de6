package io.chappe.core.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BusAddressesTest {
    @Test
    void sessionsSpreadOverAllLanes() {
        // When
        Map<Integer, Long> lanes = Stream.generate(SessionId::random)
                .limit(16_000)
                .collect(Collectors.groupingBy(BusAddresses::laneOf, Collectors.counting()));

        // Then: 1,000 each but for chance, whose standard deviation is 31
        assertThat(lanes).hasSize(BusAddresses.LANES);
        assertThat(lanes.values()).allSatisfy(count -> assertThat(count).isBetween(800L, 1_200L));
    }

    @Test
    void roomsSpreadOverAllLanes() {
        // When
        Map<Integer, Long> lanes = IntStream.range(0, 16_000)
                .mapToObj(i -> new RoomKey(new TenantId("demo"), new RoomId("room-" + i)))
                .collect(Collectors.groupingBy(BusAddresses::laneOf, Collectors.counting()));

        // Then
        assertThat(lanes).hasSize(BusAddresses.LANES);
        assertThat(lanes.values()).allSatisfy(count -> assertThat(count).isBetween(700L, 1_300L));
    }
}
