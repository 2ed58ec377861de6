package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.chappe.client.Target;
import io.chappe.tests.faults.StrangersOnTheBus;
import io.chappe.tests.faults.StrangersOnTheBus.Stranger;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.GatewayProcess;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.TestTls;
import io.chappe.tests.harness.Variation;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nodes that show each other certificates, and one whose certificate is another authority's. */
@Timeout(180)
class BusTlsIT {
    private static final TestTls OURS = TestTls.in(Cluster.root().resolve("cluster-tests/target/bus-tls"));
    private static final TestTls FOREIGN = TestTls.in(Cluster.root().resolve("cluster-tests/target/foreign-bus-tls"));

    /** What the one says who is connected to. */
    private static final String REFUSED =
            ".* WARN  FrameLimit - a bus connection from .* is refused: .*(?i)(certificate|path|signature).*";

    /** Longer than a lease is asked for, several times. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(1, 2, new Variation() {
        @Override
        public JsonObject settings(String node) {
            TestTls tls = node.equals("gateway-2") ? FOREIGN : OURS;
            return new JsonObject()
                    .put(
                            "cluster",
                            new JsonObject()
                                    .put(
                                            "busTls",
                                            new JsonObject()
                                                    .put(
                                                            "certificate",
                                                            tls.certificate().toString())
                                                    .put("key", tls.key().toString())
                                                    .put("authority", tls.ca().toString())));
        }
    });

    @Test
    void nodesOfOneAuthorityRelaySignals() {
        // Given
        Peer ann = CLUSTER.peer(0, "ann");
        Peer bob = CLUSTER.peer(1, "bob");
        ann.join("kitchen");
        bob.join("kitchen");
        ann.awaitPeersIn("kitchen", "ann", "bob");

        // When
        ann.signal(Target.session(bob.id()), "over TLS");
        bob.signal(Target.room("kitchen"), "and back");

        // Then
        assertThat(bob.awaitSignals(1)).extracting(signal -> signal.data()).containsExactly("over TLS");
        assertThat(ann.awaitSignals(1)).extracting(signal -> signal.data()).containsExactly("and back");
    }

    @Test
    void nobodyWithoutACertificateIsLetIn() throws Exception {
        // Given
        int port = CLUSTER.gateway(0).process().setting("cluster").getInteger("busPort");

        // When
        try (SSLSocket stranger =
                (SSLSocket) OURS.trusting().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            stranger.setSoTimeout(10_000);

            // Then
            assertThatThrownBy(() -> {
                        stranger.startHandshake();
                        // With TLS 1.3 the server looks at certificates when the client is done.
                        if (stranger.getInputStream().read() == -1) {
                            throw new IOException("closed");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    @Tag("fault")
    void strangersAreCutOff() throws Exception {
        // Given
        List<Stranger> strangers = new ArrayList<>(StrangersOnTheBus.plain());
        strangers.add(new Stranger("no certificate", OURS.trusting().getSocketFactory(), Buffer.buffer()));
        strangers.add(
                new Stranger("a foreign certificate", OURS.trusting(FOREIGN).getSocketFactory(), Buffer.buffer()));

        // When, Then
        StrangersOnTheBus.tryOn(CLUSTER, "with TLS", strangers);
    }

    @Test
    void aNodeOfAnotherAuthorityRelaysNothing() throws Exception {
        // Given
        Peer ann = CLUSTER.peer(0, "ann");
        Peer bob = CLUSTER.peer(1, "bob");
        ann.join("hall");
        bob.join("hall");
        ann.awaitPeersIn("hall", "ann", "bob");

        // When
        GatewayProcess foreign = CLUSTER.launchGateway();
        await("it to see the others")
                .atMost(Duration.ofSeconds(60))
                .until(() -> foreign.process().log().contains("presence-service"));
        TimeUnit.MILLISECONDS.sleep(PATIENCE.toMillis());

        // Then
        assertThat(foreign.process().operations("/health/ready")).contains("no presence-service has granted a lease");
        assertThat(foreign.metrics().sum("chappe_inbox_received_total")).isZero();
        ann.signal(Target.session(bob.id()), "undisturbed");
        assertThat(bob.awaitSignals(1)).extracting(signal -> signal.data()).containsExactly("undisturbed");
        assertThat(CLUSTER.gateway(0).process().log().lines())
                .anyMatch(line -> line.matches(REFUSED))
                .noneMatch(line -> line.matches("\\s+at .*"));
        assertThat(foreign.process().log().lines())
                .anyMatch(line -> line.matches(REFUSED))
                .noneMatch(line -> line.matches("\\s+at .*"));
        foreign.process().stop();
    }
}
