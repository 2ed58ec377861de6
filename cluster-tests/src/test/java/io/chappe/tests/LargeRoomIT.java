package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.client.Relayed;
import io.chappe.client.Target;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 300 members on two gateways: what they cost the bus, as the gateways count it. */
@Timeout(180)
class LargeRoomIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.shared();

    private static final String ROOM = "assembly";
    private static final int MEMBERS = 300;
    private static final int AT_ONCE = 20;
    private static final List<Peer> PEERS = new ArrayList<>();

    @BeforeAll
    static void fill() {
        IntStream.range(0, MEMBERS).forEach(i -> PEERS.add(CLUSTER.peer(i % 2, "member-" + i)));
        // A few at a time: this machine has all gateways, the service and every client on it.
        for (int i = 0; i < MEMBERS; i += AT_ONCE) {
            PEERS.subList(i, i + AT_ONCE).stream()
                    .map(peer -> peer.joining(ROOM))
                    .toList()
                    .forEach(Peer::wait);
        }
        awaitSize(MEMBERS);
    }

    @AfterAll
    static void empty() {
        PEERS.stream().map(peer -> peer.session().bye()).toList().forEach(Peer::wait);
    }

    @Test
    void aBroadcastCrossesTheBusOncePerGateway() {
        // Given
        BusCount before = BusCount.now();

        // When
        Relayed relayed = PEERS.get(0).signal(Target.room(ROOM), "all hands");

        // Then
        assertThat(relayed).isEqualTo(new Relayed(MEMBERS - 1, List.of(), 0));
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        PEERS.stream().skip(1).allMatch(peer -> peer.signals().size() == 1));
        assertThat(PEERS.get(0).signals()).isEmpty();
        assertThat(BusCount.now().minus(before)).isEqualTo(new BusCount(1, 0, 1, 0));
    }

    @Test
    void joiningCostsOneEventPerGateway() {
        // Given
        Peer late = CLUSTER.peer(0, "late");
        BusCount before = BusCount.now();

        // When
        late.join(ROOM);

        // Then: its own gateway learns by the answer, the other by one event
        awaitSize(MEMBERS + 1);
        assertThat(BusCount.now().minus(before)).isEqualTo(new BusCount(0, 0, 0, 1));
        late.leave(ROOM);
        awaitSize(MEMBERS);
        late.bye();
    }

    /** Until all members see as many. */
    private static void awaitSize(int size) {
        await().atMost(Duration.ofSeconds(40))
                .until(() ->
                        PEERS.stream().allMatch(peer -> peer.sessionsIn(ROOM).size() == size));
    }

    /** Bus messages that the gateways have sent each other, and events that they got. */
    private record BusCount(int sent, int signalsAtFirst, int signalsAtSecond, int events) {
        static BusCount now() {
            return new BusCount(
                    (int) CLUSTER.gateway(0).metrics().sum("chappe_relay_sent_total"),
                    received(0, "signal"),
                    received(1, "signal"),
                    received(0, "roster") + received(1, "roster"));
        }

        private static int received(int gateway, String kind) {
            return (int) CLUSTER.gateway(gateway).metrics().sum("chappe_inbox_received_total", "kind=\"" + kind + "\"");
        }

        BusCount minus(BusCount before) {
            return new BusCount(
                    sent - before.sent,
                    signalsAtFirst - before.signalsAtFirst,
                    signalsAtSecond - before.signalsAtSecond,
                    events - before.events);
        }
    }
}
