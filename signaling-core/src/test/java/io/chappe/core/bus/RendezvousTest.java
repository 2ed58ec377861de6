package io.chappe.core.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.NodeId;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.TenantId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RendezvousTest {
    private static final List<NodeId> SERVICES =
            IntStream.range(0, 5).mapToObj(i -> new NodeId("presence-" + i)).toList();
    private static final List<RoomKey> ROOMS = IntStream.range(0, 10_000)
            .mapToObj(i -> new RoomKey(new TenantId("demo"), new RoomId("room-" + i)))
            .toList();

    @Test
    void allNodesAgreeHoweverTheyLearntOfTheServices() {
        // Given
        List<NodeId> shuffled = new ArrayList<>(SERVICES);
        Collections.shuffle(shuffled, new Random(3));

        // When
        Map<RoomKey, List<NodeId>> orders = orders(shuffled);

        // Then
        assertThat(orders).isEqualTo(orders(SERVICES));
        assertThat(orders.values())
                .allSatisfy(order -> assertThat(order).containsExactlyInAnyOrderElementsOf(SERVICES));
    }

    @Test
    void aLostServiceMovesItsOwnRoomsOnlyAndToTheirNext() {
        // Given
        NodeId lost = SERVICES.get(2);
        List<NodeId> rest = SERVICES.stream().filter(node -> !node.equals(lost)).toList();

        // When
        Map<RoomKey, List<NodeId>> after = orders(rest);

        // Then
        Map<RoomKey, List<NodeId>> before = orders(SERVICES);
        assertThat(ROOMS)
                .allSatisfy(room -> assertThat(after.get(room))
                        .isEqualTo(before.getOrDefault(room, List.of()).stream()
                                .filter(node -> !node.equals(lost))
                                .toList()));
    }

    @Test
    void roomsSpreadEvenly() {
        // When
        Map<NodeId, Long> firsts = orders(SERVICES).values().stream()
                .collect(Collectors.groupingBy(order -> order.get(0), Collectors.counting()));

        // Then: 2,000 each but for chance, whose standard deviation is 40
        assertThat(firsts.values())
                .hasSize(5)
                .allSatisfy(count -> assertThat(count).isBetween(1_800L, 2_200L));
    }

    @Test
    void theRoomsOfALostServiceSpreadOverAllOthers() {
        // Given
        NodeId lost = SERVICES.get(0);

        // When
        Map<NodeId, Long> heirs = orders(SERVICES).values().stream()
                .filter(order -> order.get(0).equals(lost))
                .collect(Collectors.groupingBy(order -> order.get(1), Collectors.counting()));

        // Then: about 500 each, standard deviation 20
        assertThat(heirs.values())
                .hasSize(4)
                .allSatisfy(count -> assertThat(count).isBetween(380L, 620L));
    }

    @Test
    void theOrderIsTheSameInEveryReleaseAndOnEveryJdk() {
        // Given
        RoomKey room = new RoomKey(new TenantId("demo"), new RoomId("stand-up"));

        // When
        List<NodeId> order = Rendezvous.order(room, SERVICES);

        // Then
        assertThat(order)
                .extracting(NodeId::value)
                .containsExactly("presence-1", "presence-0", "presence-3", "presence-2", "presence-4");
    }

    private static Map<RoomKey, List<NodeId>> orders(List<NodeId> services) {
        return ROOMS.stream().collect(Collectors.toMap(Function.identity(), room -> Rendezvous.order(room, services)));
    }
}
