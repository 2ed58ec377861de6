package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.RawSocket;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one client may send; on two gateways. */
@Timeout(60)
class RatesIT {
    private static final int A_SECOND = 10;
    private static final int AT_ONCE = 10 * A_SECOND;
    private static final int CUT_OFF = 100;
    private static final int OF_A_PEER = 2;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(
            1,
            2,
            new JsonObject()
                    .put(
                            "limits",
                            new JsonObject()
                                    .put("messagesPerSecond", A_SECOND)
                                    .put("bytesPerSecond", 30_000)
                                    .put("ratesPerPeer", OF_A_PEER)
                                    .put("maxFrameBytes", 100_000)
                                    .put("maxMessageBytes", 100_000)));

    private final String room = "room-" + UUID.randomUUID();
    private final List<RawSocket> sockets = new ArrayList<>();

    @AfterEach
    void hangUp() {
        sockets.forEach(RawSocket::close);
    }

    /** One more member of the room, of whom those before it have heard. */
    private RawSocket member(int gateway, String peer) {
        RawSocket socket = RawSocket.open(CLUSTER.gateway(gateway).plainPort());
        sockets.add(socket);
        socket.hello("demo", peer);
        socket.text("{\"type\":\"join\",\"id\":1,\"room\":\"%s\"}".formatted(room));
        socket.read("joined");
        sockets.stream().filter(other -> other != socket).forEach(other -> other.read("member-joined"));
        return socket;
    }

    private void signal(RawSocket from, long id, String data) {
        from.text(
                "{\"type\":\"signal\",\"id\":%d,\"to\":{\"room\":\"%s\"},\"kind\":\"chat\",\"data\":{\"text\":\"%s\"}}"
                        .formatted(id, room, data));
    }

    @Test
    void moreMessagesThanTheRateAreRefusedAndTakenLater() throws Exception {
        // Given
        RawSocket ann = member(0, "ann");
        RawSocket bob = member(1, "bob");

        // When
        for (int i = 0; i < AT_ONCE + 20; i++) {
            signal(ann, 2 + i, Integer.toString(i));
        }

        // Then
        List<JsonObject> refused = new ArrayList<>();
        int taken = 0;
        for (int i = 0; i < AT_ONCE + 20; i++) {
            JsonObject answer = ann.read();
            while (answer.getLong("id", 0L) == 0) {
                answer = ann.read();
            }
            if (answer.getString("type").equals("ack")) {
                taken++;
            } else {
                refused.add(answer);
            }
        }
        assertThat(taken).isBetween(AT_ONCE - 2, AT_ONCE + 15);
        assertThat(refused).isNotEmpty().allSatisfy(answer -> {
            assertThat(answer.getString("code")).isEqualTo("rate_limited");
            assertThat(answer.getLong("retryAfterMs")).isBetween(1L, 200L);
        });
        Thread.sleep(refused.get(refused.size() - 1).getLong("retryAfterMs") + 100);
        signal(ann, 1_000, "late");
        assertThat(ann.read("ack").getLong("id")).isEqualTo(1_000);
        for (int i = 0; i < taken; i++) {
            bob.read("signal");
        }
        assertThat(bob.read("signal").getJsonObject("data").getString("text")).isEqualTo("late");
    }

    /** Three sockets, of which each stays below its own rate. */
    @Test
    void socketsOfAPeerShareARateOnTheirGateway() {
        // Given
        List<RawSocket> tabs = List.of(member(0, "eve"), member(0, "eve"), member(0, "eve"));
        RawSocket elsewhere = member(1, "eve");
        RawSocket bob = member(0, "bob");
        int each = AT_ONCE - 10;

        // When
        tabs.forEach(tab -> sendPings(tab, each));
        sendPings(elsewhere, each);
        sendPings(bob, each);

        // Then
        int taken = tabs.stream().mapToInt(tab -> pongs(tab, each)).sum();
        assertThat(taken).isBetween(OF_A_PEER * AT_ONCE - 10, OF_A_PEER * AT_ONCE + 20);
        assertThat(pongs(elsewhere, each)).isEqualTo(each);
        assertThat(pongs(bob, each)).isEqualTo(each);
    }

    private static void sendPings(RawSocket socket, int count) {
        for (int i = 0; i < count; i++) {
            socket.text("{\"type\":\"ping\"}");
        }
    }

    /** Of so many answers; the others say that it was too much. */
    private static int pongs(RawSocket socket, int answers) {
        int pongs = 0;
        for (int i = 0; i < answers; ) {
            JsonObject answer = socket.read();
            boolean isPong = answer.getString("type").equals("pong");
            if (isPong || answer.getString("type").equals("error")) {
                i++;
            }
            if (isPong) {
                pongs++;
            } else if (answer.getString("type").equals("error")) {
                assertThat(answer.getString("code")).isEqualTo("rate_limited");
                assertThat(answer.getLong("retryAfterMs")).isPositive();
            }
        }
        return pongs;
    }

    @Test
    void whoGoesOnIsCutOff() {
        // Given
        RawSocket ann = member(0, "ann");

        // When
        for (int i = 0; i < AT_ONCE + 4 * CUT_OFF; i++) {
            ann.text("{\"type\":\"ping\"}");
        }

        // Then
        assertThat(ann.readClose().code()).isEqualTo(4429);
    }

    @Test
    void pingsThatAreNoMessagesCount() {
        // Given
        RawSocket ann = member(0, "ann");

        // When
        for (int i = 0; i < AT_ONCE + 4 * CUT_OFF; i++) {
            ann.frame(RawSocket.FIN | RawSocket.PING, new byte[] {1});
        }

        // Then
        assertThat(ann.readClose().code()).isEqualTo(4429);
    }

    /** 300 KB at once: 10 KB to ten are as much as 100 KB to one. */
    @Test
    void bytesToARoomCountForEachMember() {
        // Given
        RawSocket ann = member(0, "ann");
        for (int i = 0; i < 9; i++) {
            member(i % 2, "bob-" + i);
        }

        // When
        for (int i = 0; i < 10; i++) {
            signal(ann, 2 + i, "x".repeat(10_000));
        }

        // Then
        int taken = 0;
        for (int i = 0; i < 10; i++) {
            JsonObject answer = ann.read();
            while (answer.getLong("id", 0L) == 0) {
                answer = ann.read();
            }
            taken += answer.getString("type").equals("ack") ? 1 : 0;
        }
        assertThat(taken).isBetween(2, 5);
    }
}
