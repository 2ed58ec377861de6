package io.chappe.node.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.node.config.ClusterConfig;
import io.chappe.node.config.ConfigLoader;
import io.chappe.testing.FreePorts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of the event bus that are too long. */
@Timeout(90)
class FrameLimitIT {
    private static final int MOST = 1 << 20;

    private final String cluster = UUID.randomUUID().toString();
    private final int known = FreePorts.next();
    private final int busPort = FreePorts.next();
    private final SimpleMeterRegistry receiving = new SimpleMeterRegistry();
    private final SimpleMeterRegistry sending = new SimpleMeterRegistry();
    private final List<ClusterNode> nodes = new ArrayList<>();
    private String address = "";

    FrameLimitIT() throws IOException {}

    @BeforeEach
    void start() throws Exception {
        ClusterNode receiver = join(known, busPort);
        receiver.bindTo(receiving);
        join(FreePorts.next(), FreePorts.next()).bindTo(sending);
        address = "gateway." + receiver.id() + ".0";
        receiver.vertx()
                .eventBus()
                .<Buffer>consumer(address)
                .handler(message ->
                        message.reply(Buffer.buffer().appendInt(message.body().length())))
                .completion()
                .await(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (ClusterNode node : nodes) {
            node.close().await(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void longOnesPass() throws Exception {
        // When
        Message<Buffer> answer = send(MOST - 5_000);

        // Then
        assertThat(answer.body().getInt(0)).isEqualTo(MOST - 5_000);
    }

    @Test
    void tooLongOnesAreNotSent() throws Exception {
        // When
        assertThatThrownBy(() -> send(MOST + 1)).hasMessageContaining("Timed out");

        // Then
        assertThat(refused(sending, "out")).isEqualTo(1);
        assertThat(send(10).body().getInt(0)).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {MOST + 1, Integer.MAX_VALUE, -1, 0})
    void whoAnnouncesTooLongOnesIsCutOff(int length) throws Exception {
        try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), busPort)) {
            stranger.setSoTimeout(10_000);
            OutputStream out = stranger.getOutputStream();

            // When
            // In two parts, as the network may cut it.
            byte[] announced = Buffer.buffer().appendInt(length).getBytes();
            out.write(announced, 0, 2);
            out.flush();
            TimeUnit.MILLISECONDS.sleep(50);
            out.write(announced, 2, 2);
            out.flush();

            // Then
            assertThat(stranger.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(refused(receiving, "in")).isEqualTo(1);
        assertThat(send(10).body().getInt(0)).isEqualTo(10);
    }

    private Message<Buffer> send(int length) throws Exception {
        return nodes.get(1)
                .vertx()
                .eventBus()
                .<Buffer>request(address, Buffer.buffer(new byte[length]), new DeliveryOptions().setSendTimeout(2_000))
                .await(10, TimeUnit.SECONDS);
    }

    private static double refused(SimpleMeterRegistry meters, String direction) {
        return meters.get("chappe.bus.refused").tag("direction", direction).functionCounters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private ClusterNode join(int hazelcastPort, int bus) throws Exception {
        ClusterConfig config = ConfigLoader.parse(
                ClusterConfig.class,
                "{name: %s, hazelcastPort: %d, busPort: %d, maxFrameBytes: %d, members: ['127.0.0.1:%d']}"
                        .formatted(cluster, hazelcastPort, bus, MOST, known));
        ClusterNode node = ClusterNode.join(config, Role.PRESENCE).await(60, TimeUnit.SECONDS);
        nodes.add(node);
        return node;
    }
}
