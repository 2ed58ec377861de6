package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.client.ChappeException;
import io.chappe.client.Relayed;
import io.chappe.client.Signal;
import io.chappe.client.Target;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Peer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Members move from gateway to gateway while another one signals to all of them without a pause. */
@Timeout(120)
class MovingMembersIT {
    private static final String ROOM = "train";
    private static final int MOVERS = 6;
    private static final int MOVES = 8;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(1, 3);

    private record Tally(int broadcasts, int reached, int missed) {
        static final Tally NONE = new Tally(0, 0, 0);

        Tally plus(int sessions, int missing) {
            return new Tally(broadcasts + 1, reached + sessions, missed + missing);
        }
    }

    @Test
    void aBroadcastIsCountedForEachMemberAndReachesNobodyTwice() throws Exception {
        // Given
        Peer ann = CLUSTER.peer(0, "ann");
        List<Peer> others = IntStream.range(0, MOVERS)
                .mapToObj(i -> CLUSTER.peerAmong("mover-" + i, 1 + i % 2, 2 - i % 2))
                .toList();
        ann.join(ROOM);
        others.forEach(peer -> peer.join(ROOM));
        await().atMost(Duration.ofSeconds(20)).until(() -> ann.peersIn(ROOM).size() == MOVERS + 1);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Tally> broadcasting = CompletableFuture.supplyAsync(() -> broadcast(ann, over));

        // When
        for (int i = 0; i < MOVES; i++) {
            shed(1 + i % 2);
        }

        // Then
        over.set(true);
        Tally tally = broadcasting.get(20, TimeUnit.SECONDS);
        System.out.println(tally + " in " + MOVES + " moves");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(others.stream()
                                .mapToInt(peer -> peer.signals().size())
                                .sum())
                        .isEqualTo(tally.reached));
        assertThat(others)
                .allSatisfy(peer ->
                        assertThat(peer.signals()).extracting(Signal::data).doesNotHaveDuplicates());
        assertThat(tally.reached).isGreaterThan(tally.missed * 20);
    }

    private static Tally broadcast(Peer ann, AtomicBoolean over) {
        Tally tally = Tally.NONE;
        while (!over.get()) {
            try {
                Relayed relayed = ann.signal(Target.room(ROOM), tally.broadcasts);
                assertThat(relayed.sessions() + relayed.missingCount()).isEqualTo(MOVERS);
                tally = tally.plus(relayed.sessions(), relayed.missingCount());
            } catch (ChappeException nobody) {
                tally = tally.plus(0, MOVERS);
            }
        }
        return tally;
    }

    /** All that are at a gateway go to the other one. */
    private static void shed(int gateway) throws InterruptedException {
        CLUSTER.gateway(gateway).process().command("POST", "/rebalance?share=1");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> CLUSTER.gateway(gateway).process().metrics().sum("chappe_sessions") == 0);
        Thread.sleep(200);
    }
}
