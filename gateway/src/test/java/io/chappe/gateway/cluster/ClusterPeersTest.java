package io.chappe.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.core.bus.BusAddresses;
import io.chappe.core.bus.NodeReport;
import io.chappe.core.bus.PresenceAnswer;
import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ClusterPeersTest {
    private static final NodeId SERVICE = new NodeId("service");
    private static final PeerKey ANN = new PeerKey(new TenantId("acme"), new PeerId("ann"));
    private static final PresenceAnswer AWAY = new PresenceAnswer.Refused(ErrorCode.UNAVAILABLE, "the store is away");

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BlockingQueue<PresenceAnswer> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<PresenceRequest> asked = new LinkedBlockingQueue<>();
    private final Steadiness steadiness = new Steadiness(System::nanoTime);
    private final Lease lease = new Lease(
            new NodeId("gateway"),
            request -> Future.succeededFuture(new PresenceAnswer.Leased(10_000, 1, 1, false, 0)),
            length -> Optional.empty(),
            new Standing(System::nanoTime),
            steadiness,
            new Lease.Holder() {
                @Override
                public void lost() {}

                @Override
                public @Nullable NodeReport report() {
                    return null;
                }

                @Override
                public void renewed(PresenceAnswer.Leased leased) {}

                @Override
                public void begun(NodeLife life, @Nullable NodeLife previous) {}
            });
    private final ClusterPeers peers = new ClusterPeers(
            vertx.eventBus(),
            new PresenceClient(
                    new ServiceCall(vertx.eventBus(), new Standing(System::nanoTime), meters), () -> List.of(SERVICE)),
            lease,
            steadiness,
            new Farewells(vertx, meters));

    @BeforeEach
    void serve() {
        lease.ask();
        vertx.eventBus().<Buffer>consumer(BusAddresses.presence(SERVICE), message -> {
            asked.add(PresenceRequest.decode(message.body()));
            PresenceAnswer next = answers.poll();
            message.reply((next == null ? new PresenceAnswer.Done() : next).encode());
        });
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private Future<Boolean> lose() {
        return peers.lost(ANN, new SessionId("s"), 4, Duration.ofSeconds(2));
    }

    @Test
    void failsWhereNobodyCouldHearThatASocketIsLost() {
        // Given
        answers.addAll(List.of(AWAY, AWAY));

        // When
        Future<Boolean> lost = lose();

        // Then
        assertThatThrownBy(() -> lost.await(10, TimeUnit.SECONDS)).hasMessageContaining("the store is away");
    }

    @Test
    void isToldThatAnotherGatewayHasIt() throws Exception {
        // Given
        answers.add(new PresenceAnswer.Superseded());

        // When
        boolean isStillHere = lose().await(10, TimeUnit.SECONDS);

        // Then
        assertThat(isStillHere).isFalse();
        assertThat(asked).hasSize(1);
    }
}
