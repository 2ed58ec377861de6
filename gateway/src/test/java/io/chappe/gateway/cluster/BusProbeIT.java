package io.chappe.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.Probe;
import io.chappe.core.model.NodeId;
import io.chappe.node.bus.ClusterNode;
import io.chappe.node.bus.Role;
import io.chappe.node.config.ClusterConfig;
import io.chappe.node.config.ConfigLoader;
import io.chappe.testing.FreePorts;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Members of a real cluster that do not hear each other on the event bus. */
@Timeout(120)
class BusProbeIT {
    private final String cluster = UUID.randomUUID().toString();
    private final int known = FreePorts.next();
    private final List<ClusterNode> nodes = new ArrayList<>();
    private final List<MessageConsumer<Buffer>> consumers = new ArrayList<>();
    private final AtomicInteger receivedAnew = new AtomicInteger();

    BusProbeIT() throws IOException {}

    @BeforeEach
    void start() throws Exception {
        for (int i = 0; i < 3; i++) {
            ClusterConfig config = ConfigLoader.parse(
                    ClusterConfig.class,
                    "{name: %s, hazelcastPort: %d, busPort: %d, members: ['127.0.0.1:%d']}"
                            .formatted(cluster, i == 0 ? known : FreePorts.next(), FreePorts.next(), known));
            nodes.add(ClusterNode.join(config, Role.GATEWAY).await(60, TimeUnit.SECONDS));
        }
    }

    @AfterEach
    void closeAll() throws Exception {
        for (ClusterNode node : nodes) {
            node.close().await(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aGatewayThatNobodyAnswersIsNotReadyUntilSomebodyDoes() throws Exception {
        // Given
        nodes.forEach(this::receive);
        BusProbe probe = probe(nodes.get(0), () -> {});
        TimeUnit.MILLISECONDS.sleep(4 * BusProbe.TICK_MS);
        assertThat(probe.silent()).isZero();

        // When
        deafen(1);
        deafen(2);
        await(() -> probe.problem().isPresent());
        receive(nodes.get(2));

        // Then
        await(() -> probe.problem().isEmpty());
        assertThat(probe.silent()).isEqualTo(1);
        assertThat(nodes.get(0).membership().members()).hasSize(3);
    }

    @Test
    void aGatewayThatHasLostItsOwnAddressesReceivesAgain() throws Exception {
        // Given
        nodes.forEach(this::receive);
        ClusterNode self = nodes.get(0);
        BusProbe probe = probe(self, () -> receive(self));

        // When
        deafen(0);

        // Then
        await(() -> receivedAnew.get() > 0);
        await(() -> probe.silent() == 0);
        assertThat(probe.problem()).isEmpty();
    }

    private BusProbe probe(ClusterNode self, Runnable receiveAnew) {
        List<NodeId> gateways = nodes.stream().map(ClusterNode::id).toList();
        BusProbe.Remedies remedies = new BusProbe.Remedies(self::forgetRoutesTo, () -> {
            receivedAnew.incrementAndGet();
            receiveAnew.run();
        });
        BusProbe probe = new BusProbe(
                self.id(),
                () -> gateways,
                (node, lane) -> ask(self, node),
                remedies,
                Duration.ofSeconds(1),
                System::nanoTime);
        self.vertx().setPeriodic(BusProbe.TICK_MS, tick -> probe.tick());
        return probe;
    }

    private static Future<?> ask(ClusterNode self, NodeId node) {
        return self.vertx()
                .eventBus()
                .request(
                        BusAddresses.gateway(node, 0),
                        new Probe().encode(),
                        new DeliveryOptions().setSendTimeout(BusProbe.TICK_MS));
    }

    private void receive(ClusterNode node) {
        consumers.add(node.vertx()
                .eventBus()
                .<Buffer>consumer(BusAddresses.gateway(node.id(), 0), probe -> probe.reply(Probe.ANSWER)));
    }

    private void deafen(int node) throws Exception {
        consumers.get(node).unregister().await(10, TimeUnit.SECONDS);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
