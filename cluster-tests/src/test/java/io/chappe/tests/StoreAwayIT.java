package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.chappe.client.ChappeException;
import io.chappe.client.Target;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Guests;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.harness.Store;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The store goes away, and comes back as it was, older, or empty. */
@Timeout(120)
class StoreAwayIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(2, 2, new JsonObject(), Store.redis());

    @RegisterExtension
    final Guests guests = new Guests(CLUSTER);

    private final String room = guests.room();

    @Test
    void standingRoomsSignalOnWhileTheStoreIsAwayAndJoinsAreToldWhenToComeAgain() {
        // Given
        Peer ann = guests.member(0, "ann");
        Peer bob = guests.member(1, "bob");
        ann.awaitPeersIn(room, "ann", "bob");
        CLUSTER.redis().freeze();

        // When
        long start = System.nanoTime();
        ChappeException refused = catchThrowableOfType(
                ChappeException.class, () -> Peer.wait(ann.session().join("elsewhere")));
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        // Then
        assertThat(refused.code()).isEqualTo("unavailable");
        assertThat(refused.retryAfterMs().orElse(0)).isPositive();
        assertThat(took).isLessThan(Duration.ofSeconds(4));
        for (int i = 0; i < 20; i++) {
            assertThat(ann.signal(Target.session(bob.id()), i).sessions()).isEqualTo(1);
            assertThat(bob.signal(Target.room(room), i).sessions()).isEqualTo(1);
        }
        CLUSTER.redis().thaw();
        ann.join("elsewhere");
    }

    @Test
    void nobodyNoticesThatTheStoreHasLostEverything() {
        // Given
        Peer ann = guests.member(0, "ann");
        Peer bob = guests.member(1, "bob");
        ann.awaitPeersIn(room, "ann", "bob");
        ann.watch("bob");
        int changes = ann.changes().size() + bob.changes().size();

        double losses = losses();

        // When
        CLUSTER.redis().cli("flushall");

        // Then
        awaitRecovery(losses);
        assertThat(ann.changes().size() + bob.changes().size()).isEqualTo(changes);
        assertThat(ann.signal(Target.session(bob.id()), "still there?").sessions())
                .isEqualTo(1);
        Peer eve = guests.member(1, "eve");
        ann.awaitPeersIn(room, "ann", "bob", "eve");
        eve.awaitPeersIn(room, "ann", "bob", "eve");
        bob.session().bye();
        ann.awaitPeersIn(room, "ann", "eve");
        ann.awaitPresence(presence -> presence.state().equals("offline"));
    }

    @Test
    void anOlderStoreIsSetRight() {
        // Given
        Peer ann = guests.member(0, "ann");
        Peer gone = guests.member(1, "gone");
        ann.awaitPeersIn(room, "ann", "gone");
        CLUSTER.redis().save();
        gone.session().bye();
        Peer bob = guests.member(1, "bob");
        ann.awaitPeersIn(room, "ann", "bob");
        int changes = ann.changes().size() + bob.changes().size();

        double losses = losses();

        // When
        CLUSTER.redis().kill();
        CLUSTER.redis().restart();

        // Then
        awaitRecovery(losses);
        assertThat(ann.changes().size() + bob.changes().size()).isEqualTo(changes);
        Peer eve = guests.member(0, "eve");
        ann.awaitPeersIn(room, "ann", "bob", "eve");
        bob.awaitPeersIn(room, "ann", "bob", "eve");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(eve.peersIn(room)).containsExactly("ann", "bob", "eve"));
    }

    @Test
    void aSessionWhoseRecordAloneIsLostJoinsAndMovesAllTheSame() {
        // Given
        Peer ann = guests.member(0, "ann");
        RawSocket bob = hello(1, new JsonObject().put("peer", "bob"));
        JsonObject welcome = bob.read("welcome");
        bob.text(new JsonObject()
                .put("type", "join")
                .put("id", 1)
                .put("room", room)
                .encode());
        bob.read("joined");
        ann.awaitPeersIn(room, "ann", "bob");
        forgetPeers();

        // When
        Peer.wait(ann.session().join("elsewhere"));
        bob.close();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> ann.members(room).stream()
                        .anyMatch(member -> member.state().equals("reconnecting")));
        await().atMost(Duration.ofSeconds(5)).until(() -> peersKnown() == 2);
        RawSocket again = hello(
                0,
                new JsonObject()
                        .put("peer", "bob")
                        .put(
                                "resume",
                                new JsonObject()
                                        .put("session", welcome.getString("session"))
                                        .put("secret", welcome.getString("secret"))));

        // Then
        JsonObject resumed = again.read("welcome");
        assertThat(resumed.getBoolean("resumed")).isTrue();
        assertThat(resumed.getJsonObject("rooms").fieldNames()).containsExactly(room);
        assertThat(ann.signal(Target.session(welcome.getString("session")), "still there?")
                        .sessions())
                .isEqualTo(1);
        again.close();
    }

    private static RawSocket hello(int gateway, JsonObject more) {
        RawSocket socket = RawSocket.open(CLUSTER.gateway(gateway).plainPort());
        socket.text(new JsonObject()
                .put("type", "hello")
                .put("tenant", "demo")
                .mergeIn(more)
                .encode());
        return socket;
    }

    /** As a server of a Redis Cluster does that dies with its last second, and with nothing by which that is noticed. */
    private static void forgetPeers() {
        CLUSTER.redis()
                .cli("eval", "for _, k in ipairs(redis.call('keys', '*:peer:*')) do redis.call('del', k) end", "0");
    }

    private static int peersKnown() {
        return (int) CLUSTER.redis().cli("keys", "*:peer:*:sessions").lines().count();
    }

    /** Waits until a service has seen that the store has lost something, and until all is put back. */
    private static void awaitRecovery(double before) {
        await("the loss to be seen").atMost(Duration.ofSeconds(10)).until(() -> losses() > before);
        await("all to be put back").atMost(Duration.ofSeconds(20)).until(() -> sum("chappe_store_recovering") == 0);
    }

    private static double losses() {
        return sum("chappe_store_losses_total");
    }

    private static double sum(String metric) {
        return CLUSTER.service(0).metrics().sum(metric)
                + CLUSTER.service(1).metrics().sum(metric);
    }
}
