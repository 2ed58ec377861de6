package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.client.Target;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Guests;
import io.chappe.tests.harness.Peer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All presence-services die at once, and with them all that they kept. */
@Timeout(180)
class ServicesAwayIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(2, 2);

    /**
     * Hazelcast looks for the other half of a cluster each second, and waits up to ten for what it asks there: the gateways, which
     * were a cluster of their own meanwhile, may find the service so late, and then put back what they have.
     */
    private static final Duration HEALED = Duration.ofSeconds(30);

    @RegisterExtension
    final Guests guests = new Guests(CLUSTER);

    private final String room = guests.room();

    @Test
    void standingRoomsSignalOnAndAllIsThereAgainWhenAServiceIsBack() {
        // Given
        Peer ann = guests.member(0, "ann");
        Peer bob = guests.member(1, "bob");
        ann.awaitPeersIn(room, "ann", "bob");
        ann.watch("bob");
        int changes = ann.changes().size() + bob.changes().size();

        // When
        CLUSTER.service(0).kill();
        CLUSTER.service(1).kill();
        int sent = signalFor(Duration.ofSeconds(15), ann, bob);
        CLUSTER.restartService(0);
        await("a service").atMost(Duration.ofSeconds(30)).until(CLUSTER.service(0)::isReady);
        CLUSTER.launchGateway();

        // Then
        await("a join").atMost(HEALED).ignoreExceptions().until(() -> {
            Peer.wait(ann.session().join("another room"));
            return true;
        });
        CLUSTER.awaitReady(CLUSTER.gateway(2).process());
        Peer eve = guests.member(2, "eve");
        for (Peer peer : List.of(ann, bob, eve)) {
            peer.awaitPeersIn(room, "ann", "bob", "eve");
        }
        assertThat(sent).isGreaterThan(20);
        assertThat(ann.changes().size() + bob.changes().size()).isEqualTo(changes + 2);
        assertThat(eve.signal(Target.session(bob.id()), "hello").sessions()).isEqualTo(1);
        assertThat(bob.signal(Target.session(eve.id()), "hello").sessions()).isEqualTo(1);
        bob.session().bye();
        ann.awaitPeersIn(room, "ann", "eve");
        ann.awaitPresence(presence -> presence.state().equals("offline"));
    }

    private static int signalFor(Duration duration, Peer one, Peer other) {
        long end = System.nanoTime() + duration.toNanos();
        int sent = 0;
        while (System.nanoTime() < end) {
            assertThat(one.signal(Target.session(other.id()), sent).sessions()).isEqualTo(1);
            assertThat(other.signal(Target.session(one.id()), sent).sessions()).isEqualTo(1);
            sent++;
        }
        return sent;
    }
}
