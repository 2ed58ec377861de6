package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.RawSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a tenant has used of two gateways, told when they end. */
@Timeout(120)
class UsageIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(2, 2);

    private static final int SIGNALS = 50;
    private static final long STAY_MS = 2_000;

    private static RawSocket member(int gateway, String peer) {
        RawSocket socket = RawSocket.open(CLUSTER.gateway(gateway).plainPort()).hello("demo", peer);
        socket.text("{\"type\":\"join\",\"id\":1,\"room\":\"usage\"}");
        socket.read("joined");
        return socket;
    }

    private static JsonArray usage(int service, String by) {
        return CLUSTER.admin(service).get("/tenants/demo/usage?by=" + by).getJsonArray("items");
    }

    private static JsonArray busiest() {
        return CLUSTER.admin(1).get("/usage").getJsonArray("items");
    }

    @Test
    void whatClientsUseOnAllGatewaysIsAddedUp() throws InterruptedException {
        // Given
        RawSocket ann = member(0, "ann");
        RawSocket bob = member(1, "bob");
        ann.read("member-joined");
        int bytes = 0;
        for (int i = 0; i < SIGNALS; i++) {
            String signal =
                    "{\"type\":\"signal\",\"id\":%d,\"to\":{\"room\":\"usage\"},\"kind\":\"chat\",\"data\":\"é\"}"
                            .formatted(2 + i);
            bytes += signal.length() + 1;
            ann.text(signal);
            bob.read("signal");
        }
        Thread.sleep(STAY_MS);
        ann.close();
        bob.close();
        assertThat(usage(0, "day")).isEmpty();

        // When
        CLUSTER.gateway(0).process().stop();
        CLUSTER.gateway(1).process().stop();

        // Then
        JsonArray hours = usage(0, "hour");
        assertThat(hours).isEqualTo(usage(1, "hour")).hasSizeBetween(1, 2);
        JsonObject day = usage(1, "day").getJsonObject(0);
        int joins = 2;
        assertThat(day.getInteger("messages")).isEqualTo(SIGNALS + joins);
        assertThat(day.getInteger("bytes")).isBetween(bytes, bytes + 200);
        assertThat(day.getInteger("peakSessions")).isEqualTo(2);
        assertThat(day.getLong("connectedSeconds")).isBetween(2 * STAY_MS / 1_000, 100L);
        JsonObject last = new JsonObject()
                .put("tenant", "demo")
                .put("sessions", 2)
                .put("messages", day.getInteger("messages"))
                .put("bytes", day.getInteger("bytes"));
        await("what was told last").untilAsserted(() -> assertThat(busiest()).containsExactly(last));
        assertThat(CLUSTER.admin(0).get("/tenants/other/usage").getJsonArray("items"))
                .isEmpty();
    }
}
