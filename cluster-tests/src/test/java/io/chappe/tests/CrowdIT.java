package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Crowd;
import io.chappe.tests.harness.NodeConfigs;
import io.chappe.tests.harness.RawSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rooms of thousands on two gateways: what they cost a member, and that it knows how many there are. */
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CrowdIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(1, 2, NodeConfigs.resumeWindow(Duration.ofSeconds(16)));

    private static final int LISTED = 500;

    /** One that was there before the others, and keeps count of what it is told. */
    private static final class Witness implements AutoCloseable {
        private final RawSocket socket;
        private final Set<String> listed = new HashSet<>();
        private int count = 1;
        private int frames;
        private long bytes;

        Witness(String room, int gateway) {
            socket = RawSocket.open(CLUSTER.gateway(gateway).plainPort()).hello("demo", "witness");
            socket.text("{\"type\":\"join\",\"id\":1,\"room\":\"" + room + "\"}");
            JsonObject joined = socket.read("joined");
            take(joined.getJsonArray("members"));
            count = joined.getInteger("count", listed.size());
        }

        private void take(JsonArray members) {
            members.forEach(member -> listed.add(((JsonObject) member).getString("session")));
        }

        /** Reads until the room has so many members. */
        void readUntil(int members) {
            while (count != members) {
                String text = (String) socket.next();
                frames++;
                bytes += text.length();
                take(new JsonObject(text));
            }
        }

        private void take(JsonObject frame) {
            switch (frame.getString("type")) {
                case "member-joined" -> listed.add(frame.getJsonObject("member").getString("session"));
                case "member-left" ->
                    listed.remove(frame.getJsonObject("member").getString("session"));
                case "members-changed" -> {
                    take(frame.getJsonArray("joined"));
                    frame.getJsonArray("left")
                            .forEach(member -> listed.remove(((JsonObject) member).getString("session")));
                }
                default -> {}
            }
            count = frame.getInteger("count", listed.size());
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private record Told(long bytes, int frames, double seconds) {}

    /** What somebody is told while so many come into an empty room. */
    private static Told toldOf(int members) {
        String room = "stadium of " + members;
        try (Witness witness = new Witness(room, 0);
                Crowd crowd = new Crowd(
                        CLUSTER.vertx(),
                        room,
                        CLUSTER.gateway(0).plainPort(),
                        CLUSTER.gateway(1).plainPort())) {
            long since = System.nanoTime();
            crowd.join(members);
            witness.readUntil(members + 1);
            double seconds = (System.nanoTime() - since) / 1e9;
            return new Told(witness.bytes, witness.frames, seconds);
        }
    }

    @Test
    @Order(1)
    void aCrowdThatComesCostsEachMemberAFrameIn100Ms() {
        // When
        Told thousand = toldOf(1_000);
        Told twoThousand = toldOf(2_000);

        // Then
        assertThat(twoThousand.bytes).isLessThanOrEqualTo(thousand.bytes * 21 / 10);
        for (Told told : List.of(thousand, twoThousand)) {
            assertThat(told.frames).isLessThanOrEqualTo((int) (told.seconds * 10) + 10);
        }
    }

    @Test
    @Order(2)
    void allAreCountedAndReached() {
        // Given
        String room = "arena";
        try (Witness first = new Witness(room, 0);
                Crowd crowd = new Crowd(
                        CLUSTER.vertx(),
                        room,
                        CLUSTER.gateway(0).plainPort(),
                        CLUSTER.gateway(1).plainPort())) {
            crowd.join(900);

            // When
            try (Witness last = new Witness(room, 1)) {
                last.socket.text("{\"type\":\"signal\",\"id\":2,\"to\":{\"room\":\"" + room
                        + "\"},\"kind\":\"chat\",\"data\":\"hello\",\"timeoutMs\":20000}");

                // Then
                JsonObject ack = last.socket.read("ack");
                assertThat(ack.getInteger("sessions")).isEqualTo(901);
                assertThat(last.listed).hasSize(LISTED);
                assertThat(last.count).isEqualTo(902);
                first.readUntil(902);
                assertThat(first.listed).isEqualTo(last.listed);
            }
        }
    }

    @Test
    @Order(3)
    void whoWasListedBehindAGatewayThatDiesMakesPlaceForOthers() {
        // Given
        String room = "dome";
        List<Crowd> crowds = new ArrayList<>();
        try (Witness witness = new Witness(room, 0)) {
            crowds.add(new Crowd(CLUSTER.vertx(), room, CLUSTER.gateway(1).plainPort()));
            crowds.get(0).join(700);
            crowds.add(new Crowd(CLUSTER.vertx(), room, CLUSTER.gateway(0).plainPort()));
            crowds.get(1).join(650);
            witness.readUntil(1_351);

            // When
            CLUSTER.gateway(1).process().kill();

            // Then
            witness.readUntil(651);
            assertThat(witness.listed).hasSize(LISTED);
        } finally {
            crowds.forEach(Crowd::close);
        }
    }
}
