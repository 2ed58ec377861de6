package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.GatewayProcess;
import io.chappe.tests.harness.NodeProcess.Ended;
import io.chappe.tests.harness.RawSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator does with a gateway that has clients, some of which do not listen. In order: the last one ends it. */
@Timeout(90)
@TestMethodOrder(OrderAnnotation.class)
class DrainIT {
    private static final Duration DEADLINE = Duration.ofSeconds(8);
    private static final int LAST = 10;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(
            1, 2, new JsonObject().put("drain", new JsonObject().put("deadline", DEADLINE.toSeconds() + "s")));

    private final GatewayProcess gateway = CLUSTER.gateway(1);

    @Test
    @Order(1)
    void aDrainThatIsUndoneLosesNobody() {
        // Given
        RawSocket deaf = RawSocket.open(gateway.plainPort()).hello("demo", "deaf");
        JsonObject begun = gateway.process().command("POST", "/drain");
        boolean readyMeanwhile = gateway.process().isReady();
        JsonObject told = deaf.read();

        // When
        JsonObject undone = gateway.process().command("DELETE", "/drain");

        // Then
        assertThat(begun.getString("state")).isEqualTo("draining");
        assertThat(readyMeanwhile).isFalse();
        assertThat(told.getString("type")).isEqualTo("go-away");
        assertThat(told.getString("reason")).isEqualTo("drain");
        assertThat(told.getLong("reconnectAfterMs")).isBetween(0L, told.getLong("deadlineMs"));
        assertThat(undone.getString("state")).isEqualTo("idle");
        assertThat(gateway.process().isReady()).isTrue();
        deaf.text("{\"type\":\"ping\"}");
        assertThat(deaf.read().getString("type")).isEqualTo("pong");
        RawSocket another = RawSocket.open(gateway.plainPort()).hello("demo", "new");
        another.text("{\"type\":\"bye\"}");
        assertThat(another.readClose().code()).isEqualTo(1000);
        deaf.text("{\"type\":\"bye\"}");
        assertThat(deaf.readClose().code()).isEqualTo(1000);
    }

    @Test
    @Order(2)
    void whoSaysHelloInADrainIsToldToo() {
        // Given
        RawSocket late = RawSocket.open(gateway.plainPort());
        gateway.process().command("POST", "/drain");

        // When
        late.hello("demo", "late");

        // Then
        assertThat(late.read().getString("type")).isEqualTo("go-away");
        gateway.process().command("DELETE", "/drain");
        // Without a word its session would be here for the rest of its window, and counted by the next test.
        late.text("{\"type\":\"bye\"}");
        assertThat(late.readClose().code()).isEqualTo(1000);
    }

    @Test
    @Order(3)
    void aRebalanceTellsOnlyItsShare() {
        // Given
        List<RawSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            sockets.add(RawSocket.open(gateway.plainPort()).hello("demo", "shed-" + i));
        }

        // When
        gateway.process().command("POST", "/rebalance?share=0.3");

        // Then
        sockets.forEach(socket -> socket.text("{\"type\":\"ping\"}"));
        assertThat(sockets)
                .filteredOn(socket -> socket.read().getString("type").equals("go-away"))
                .hasSize(3);
        assertThat(gateway.process().isReady()).isTrue();
        sockets.forEach(RawSocket::close);
    }

    @Test
    @Order(LAST)
    void whoDoesNotMoveIsClosedAtTheDeadlineAndTheProcessEndsInOrder() throws Exception {
        // Given
        RawSocket deaf = RawSocket.open(gateway.plainPort()).hello("demo", "deaf");
        CompletableFuture<Ended> stopped =
                CompletableFuture.supplyAsync(() -> gateway.process().stop(DEADLINE.plusSeconds(25)));
        assertThat(deaf.read().getString("type")).isEqualTo("go-away");

        // When
        RawSocket.Close close = deaf.readClose();

        // Then
        Ended ended = stopped.get(40, TimeUnit.SECONDS);
        assertThat(close.code()).isEqualTo(1001);
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.took()).isBetween(DEADLINE.minusSeconds(1), DEADLINE.plusSeconds(15));
        await("the other gateway takes clients")
                .atMost(Duration.ofSeconds(5))
                .until(CLUSTER.gateway(0).process()::isReady);
    }
}
