package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.client.Target;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.NodeProcess;
import io.chappe.tests.harness.Peer;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a relayed signal costs a gateway in memory: a count, which a busy machine does not change. */
@Timeout(180)
class AllocationIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.shared();

    private static final int SIGNALS = 10_000;
    private static final int AT_ONCE = 50;

    /** With 500 bytes of data; these gateways run what the quick compiler makes, which spares no object. */
    private static final int MAX_BYTES = 2_400;

    private static final String DATA = "x".repeat(500);
    private static Peer ann;
    private static Peer bob;

    @BeforeAll
    static void meet() {
        ann = CLUSTER.peerThrough(CLUSTER.gateway(0).plainUrl(), "ann");
        bob = CLUSTER.peerThrough(CLUSTER.gateway(0).plainUrl(), "bob");
        ann.join("allocation");
        bob.join("allocation");
        send(SIGNALS / 4);
    }

    @AfterAll
    static void part() {
        ann.bye();
        bob.bye();
    }

    @Test
    void aRelayedSignalCostsLittleMoreThanItsBytes() {
        // Given
        NodeProcess gateway = CLUSTER.gateway(0).process();
        long before = gateway.allocated();

        // When
        send(SIGNALS);

        // Then
        assertThat((gateway.allocated() - before) / SIGNALS).isBetween((long) DATA.length(), (long) MAX_BYTES);
    }

    private static void send(int signals) {
        for (int sent = 0; sent < signals; sent += AT_ONCE) {
            List<Future<?>> answers = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                answers.add(ann.session().signal(Target.session(bob.id()), "offer", DATA));
            }
            Peer.wait(Future.all(answers));
        }
    }
}
