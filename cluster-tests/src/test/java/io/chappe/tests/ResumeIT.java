package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.client.Target;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Guests;
import io.chappe.tests.harness.NodeConfigs;
import io.chappe.tests.harness.NodeProcess;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.harness.Seconds;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A session outlives its socket and its gateway. In order: what a test kills does not come back. */
@Timeout(90)
@TestMethodOrder(OrderAnnotation.class)
class ResumeIT {
    private static final Duration WINDOW = Duration.ofSeconds(16);
    private static final int DOOMED = 2;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(1, 3, NodeConfigs.resumeWindow(WINDOW));

    @RegisterExtension
    final Guests guests = new Guests(CLUSTER);

    private final String room = guests.room();
    private final List<RawSocket> sockets = new ArrayList<>();

    /** A client that does as it is told, and nothing by itself. */
    private final class Client {
        private RawSocket socket;
        private final JsonObject welcome;

        Client(int gateway, String peer) {
            socket = RawSocket.open(CLUSTER.gateway(gateway).plainPort());
            welcome = hello(new JsonObject().put("peer", peer));
        }

        private JsonObject hello(int gateway, JsonObject more) {
            socket = RawSocket.open(CLUSTER.gateway(gateway).plainPort());
            return hello(more);
        }

        private JsonObject hello(JsonObject more) {
            sockets.add(socket);
            socket.text(new JsonObject()
                    .put("type", "hello")
                    .put("tenant", "demo")
                    .mergeIn(more)
                    .encode());
            return read("welcome");
        }

        JsonObject resume(int gateway) {
            JsonObject resume = new JsonObject().put("session", id()).put("secret", welcome.getString("secret"));
            return hello(
                    gateway,
                    new JsonObject().put("peer", welcome.getString("peer")).put("resume", resume));
        }

        void join() {
            socket.text("{\"type\":\"join\",\"id\":1,\"room\":\"%s\"}".formatted(room));
            read("joined");
        }

        JsonObject read(String type) {
            return socket.read(type);
        }

        String id() {
            return welcome.getString("session");
        }
    }

    @AfterEach
    void hangUp() {
        sockets.forEach(RawSocket::close);
    }

    private Client client(int gateway, String name) {
        Client client = new Client(gateway, name);
        client.join();
        return client;
    }

    private String state(Peer observer, String session) {
        return observer.members(room).stream()
                .filter(member -> member.session().equals(session))
                .map(io.chappe.client.Member::state)
                .findFirst()
                .orElse("gone");
    }

    @Test
    @Order(1)
    void aSessionMovesAndItsRoomDoesNotNotice() throws InterruptedException {
        // Given
        Peer ann = guests.member(0, "ann");
        Client bob = client(0, "bob");
        ann.awaitPeersIn(room, "ann", "bob");
        int changes = ann.changes().size();
        RawSocket old = bob.socket;

        // When
        JsonObject welcome = bob.resume(1);

        // Then
        assertThat(old.readClose().code()).isEqualTo(4409);
        assertThat(welcome.getBoolean("resumed")).isTrue();
        assertThat(welcome.getString("session")).isEqualTo(bob.id());
        JsonArray members = welcome.getJsonObject("rooms").getJsonObject(room).getJsonArray("members");
        assertThat(members).hasSize(2);
        assertThat(ann.signal(Target.session(bob.id()), "there?").sessions()).isEqualTo(1);
        assertThat(bob.read("signal").getString("data")).isEqualTo("there?");
        Thread.sleep(500);
        assertThat(ann.changes()).hasSize(changes);
        assertThat(state(ann, bob.id())).isEqualTo("online");
    }

    @Test
    @Order(2)
    void aSignalToASocketlessSessionWaitsForItsNextSocket() {
        // Given
        Peer ann = guests.member(0, "ann");
        Client bob = client(1, "bob");
        ann.awaitPeersIn(room, "ann", "bob");
        bob.socket.close();
        await().atMost(Duration.ofSeconds(5)).until(() -> socketsOf(1) == 0);
        var sending = ann.session().signal(Target.session(bob.id()), "note", "waiting");

        // When
        bob.resume(0);

        // Then
        assertThat(bob.read("signal").getString("data")).isEqualTo("waiting");
        assertThat(Peer.wait(sending).sessions()).isEqualTo(1);
    }

    private static double socketsOf(int gateway) {
        return CLUSTER.gateway(gateway).metrics().sum("chappe_sockets_open");
    }

    @Test
    @Order(3)
    void aStrangerLearnsNothing() {
        // Given
        Client bob = client(0, "bob");

        // When
        JsonObject forged = new JsonObject().put("session", bob.id()).put("secret", "AAAAAAAAAAAAAAAAAAAAAA");
        JsonObject welcome = new Client(1, "eve")
                .hello(1, new JsonObject().put("peer", "bob").put("resume", forged));

        // Then
        assertThat(welcome.getBoolean("resumed")).isFalse();
        assertThat(welcome.getString("session")).isNotEqualTo(bob.id());
        bob.socket.text("{\"type\":\"ping\"}");
        assertThat(bob.read("pong")).isNotNull();
    }

    @Test
    @Order(4)
    void whoComesNotBackIsReconnectingAndThenGone() {
        // Given
        Peer ann = guests.member(0, "ann");
        Client bob = client(1, "bob");
        ann.awaitPeersIn(room, "ann", "bob");
        ann.watch("bob");

        // When
        long start = System.nanoTime();
        bob.socket.close();

        // Then
        await().atMost(Duration.ofSeconds(5)).until(() -> state(ann, bob.id()).equals("reconnecting"));
        assertThat(Seconds.since(start)).isBetween(1.9, 5.0);
        ann.awaitPresence(presence -> presence.state().equals("reconnecting"));
        await().atMost(WINDOW.plusSeconds(5)).until(() -> state(ann, bob.id()).equals("gone"));
        assertThat(Seconds.since(start)).isBetween(WINDOW.toSeconds() - 0.1, WINDOW.toSeconds() + 4.0);
        ann.awaitPresence(presence -> presence.state().equals("offline"));
        assertThat(bob.resume(0).getBoolean("resumed")).isFalse();
    }

    @Test
    @Order(5)
    void aGatewayThatWasFrozenHasLostItsSessionsToTheOthers() throws Exception {
        // Given
        Peer ann = guests.member(0, "ann");
        Client bob = client(1, "bob");
        ann.awaitPeersIn(room, "ann", "bob");
        RawSocket old = bob.socket;
        NodeProcess frozen = CLUSTER.gateway(1).process();

        // When
        frozen.whileFrozen(() -> {
            assertThat(bob.resume(0).getBoolean("resumed")).isTrue();
            return null;
        });

        // Then
        assertThat(ann.signal(Target.session(bob.id()), "new").sessions()).isEqualTo(1);
        assertThat(bob.read("signal").getString("data")).isEqualTo("new");
        assertThat(old.readClose().code()).isEqualTo(4409);
        assertThat(state(ann, bob.id())).isEqualTo("online");
    }

    @Test
    @Order(6)
    void theSessionsOfAKilledGatewayGoOnElsewhere() {
        // Given
        Peer ann = guests.member(0, "ann");
        Client back = client(DOOMED, "back");
        Client away = client(DOOMED, "away");
        ann.awaitPeersIn(room, "ann", "back", "away");

        // When
        long start = System.nanoTime();
        CLUSTER.gateway(DOOMED).process().kill();

        // Then
        await().atMost(Duration.ofSeconds(6)).until(() -> state(ann, away.id()).equals("reconnecting"));
        double shown = Seconds.since(start);
        assertThat(back.resume(1).getBoolean("resumed")).isTrue();
        await().atMost(Duration.ofSeconds(2)).until(() -> state(ann, back.id()).equals("online"));
        assertThat(ann.signal(Target.session(back.id()), "still there?").sessions())
                .isEqualTo(1);
        await().atMost(WINDOW.plusSeconds(8)).until(() -> state(ann, away.id()).equals("gone"));
        assertThat(Seconds.since(start)).isBetween(WINDOW.toSeconds() - 0.1, WINDOW.toSeconds() + shown + 4);
        assertThat(state(ann, back.id())).isEqualTo("online");
    }
}
