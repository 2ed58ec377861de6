package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.chappe.client.ChappeException;
import io.chappe.client.Relayed;
import io.chappe.client.Signal;
import io.chappe.client.Target;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Guests;
import io.chappe.tests.harness.NodeProcess;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.ledger.Bystanders;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Scale;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What breaks, and whom it harms. In order: what a test kills does not come back. */
@TestMethodOrder(OrderAnnotation.class)
@Timeout(180)
class FaultsIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(1, 3);

    private static final int DOOMED = 2;
    private static final int UNDISTURBED = 100;
    private static final int BROADCAST_BYTES = 20_000;
    /** Several times what the kernel's buffers on both sides and the gateway hold. */
    private static final int MAX_BROADCASTS = 1_000;

    private static final int MAX_WAITING_BYTES = 256 << 10;

    @RegisterExtension
    final Guests guests = new Guests(CLUSTER);

    private final String room = guests.room();

    @Test
    @Tag("fault")
    @Order(1)
    void aSlowReaderIsClosedAndNobodyElseNotices() {
        // Given
        Peer ann = guests.member(0, "ann");
        Peer bob = guests.member(1, "bob");
        ann.awaitPeersIn(room, "ann", "bob");
        Bystanders before = Bystanders.begin(bob, ann);
        for (int i = 0; i < UNDISTURBED; i++) {
            assertThat(reachedByBroadcast(ann)).isEqualTo(1);
        }
        before.end();
        RawSocket slow = RawSocket.open(CLUSTER.gateway(1).plainPort(), 4_096).hello("demo", "slow");
        slow.text("{\"type\":\"join\",\"id\":1,\"room\":\"%s\"}".formatted(room));
        ann.awaitPeersIn(room, "ann", "bob", "slow");
        bob.signals().clear();
        Bystanders during = Bystanders.begin(bob, ann);

        // When: more than the kernel's buffers on both sides and the gateway's limit hold
        int taken = 0;
        while (taken < MAX_BROADCASTS && reachedByBroadcast(ann) == 2) {
            taken++;
        }

        // Then
        during.end();
        assertThat(taken).isLessThan(MAX_BROADCASTS);
        assertThat(bob.awaitSignals(taken + 1)).hasSize(taken + 1);
        slow.widen(1 << 20);
        SlowReading read = SlowReading.of(slow);
        slow.close();
        int dropped = (taken - read.signals()) * BROADCAST_BYTES;
        Results.row(
                "A client that does not read: its TCP window is zero",
                "closed with 4413 when 256 KiB wait for it; nobody else notices",
                "closed with %d after %d broadcasts of 20 KB, of which %d KiB waited in the gateway; the other member of the room has all; %s, before: %s"
                        .formatted(read.closeCode(), taken, dropped >> 10, during.figures(), before.figures()));
        assertThat(read.closeCode()).isEqualTo(4413);
        assertThat(dropped).isBetween(1, MAX_WAITING_BYTES);
        assertThat(during.atMost(99)).isLessThan(Scale.atMost(before.atMost(99)) + 50);
        await().atMost(Duration.ofSeconds(5)).until(() -> slowReadersClosed() == 1);
    }

    private int reachedByBroadcast(Peer from) {
        JsonObject data = new JsonObject().put("filler", "x".repeat(BROADCAST_BYTES));
        return from.signal(Target.room(room), data, Duration.ofSeconds(1)).sessions();
    }

    private static double slowReadersClosed() {
        return CLUSTER.gateway(1).metrics().sum("chappe_sockets_closed_total", "by=\"server\"", "code=\"4413\"");
    }

    /** What a slow reader reads in the end: so many signals, and why no more of them come. */
    private record SlowReading(int signals, int closeCode) {
        static SlowReading of(RawSocket slow) {
            int signals = 0;
            Object next = slow.next();
            while (next instanceof String text) {
                signals += text.contains("\"type\":\"signal\"") ? 1 : 0;
                next = slow.next();
            }
            return new SlowReading(signals, ((RawSocket.Close) next).code());
        }
    }

    @Test
    @Order(2)
    void aStalledGatewayIsATimeoutWithinTheDeadline() throws Exception {
        // Given
        Peer ann = guests.member(0, "ann");
        Peer near = guests.member(0, "near");
        Peer stalled = guests.member(1, "stalled");
        ann.awaitPeersIn(room, "ann", "near", "stalled");

        // When
        CLUSTER.gateway(1).process().whileFrozen(() -> {
            long start = System.nanoTime();
            String code = code(() -> ann.signal(Target.session(stalled.id()), "anyone?", Duration.ofMillis(800)));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            Relayed relayed = ann.signal(Target.room(room), "who is left?", Duration.ofMillis(800));

            // Then
            assertThat(code).isEqualTo("timeout");
            assertThat(took).isBetween(Duration.ofMillis(700), Duration.ofMillis(2_000));
            assertThat(relayed.sessions()).isEqualTo(1);
            assertThat(relayed.missing()).containsExactly(stalled.id());
            return near.awaitSignals(1);
        });
    }

    @Test
    @Order(3)
    void aGatewayThatWasStalledGoesOn() throws Exception {
        // Given
        Peer ann = guests.member(0, "ann");
        Peer bob = guests.member(1, "bob");
        ann.awaitPeersIn(room, "ann", "bob");
        NodeProcess stalled = CLUSTER.gateway(1).process();

        // When
        String code =
                stalled.whileFrozen(() -> code(() -> ann.signal(Target.session(bob.id()), 0, Duration.ofMillis(300))));

        // Then
        assertThat(code).isEqualTo("timeout");
        await().atMost(Duration.ofSeconds(10))
                .ignoreExceptions()
                .until(() -> ann.signal(Target.session(bob.id()), 1).sessions() == 1);
        assertThat(bob.signals()).extracting(Signal::data).last().isEqualTo(1);
    }

    @Test
    @Order(4)
    void theMembersOfAKilledGatewayAreReconnectingInAMoment() {
        // Given
        Peer ann = guests.member(0, "ann");
        Peer bob = guests.member(1, "bob");
        List<Peer> doomed = IntStream.range(0, 20)
                .mapToObj(i -> guests.member(DOOMED, "doomed-" + i))
                .toList();
        await().atMost(Duration.ofSeconds(10)).until(() -> ann.peersIn(room).size() == 22);
        bob.watch("doomed-0");
        CLUSTER.awaitSteady();

        // When
        long start = System.nanoTime();
        CLUSTER.gateway(DOOMED).process().kill();

        // Then
        await().atMost(Duration.ofSeconds(20)).until(() -> reconnecting(ann) == 20 && reconnecting(bob) == 20);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
        assertThat(ann.members(room)).containsExactlyInAnyOrderElementsOf(bob.members(room));
        bob.awaitPresence(presence -> presence.state().equals("reconnecting"));
        assertThat(code(() -> ann.signal(Target.session(doomed.get(0).id()), 1)))
                .isEqualTo("reconnecting");
        assertThat(ann.signal(Target.session(bob.id()), 1).sessions()).isEqualTo(1);
    }

    private long reconnecting(Peer observer) {
        return observer.members(room).stream()
                .filter(member -> member.state().equals("reconnecting"))
                .count();
    }

    @Test
    @Order(5)
    void aDeadServiceStopsJoiningButNoStandingRoom() {
        // Given
        Peer ann = guests.member(0, "ann");
        Peer bob = guests.member(1, "bob");
        ann.awaitPeersIn(room, "ann", "bob");
        NodeProcess service = CLUSTER.service(0);
        service.kill();

        // When
        ChappeException refused = catchThrowableOfType(
                ChappeException.class, () -> Peer.wait(ann.session().join("elsewhere")));

        // Then
        assertThat(refused.code()).isEqualTo("unavailable");
        assertThat(refused.retryAfterMs().orElse(0)).isPositive();
        for (int i = 0; i < 20; i++) {
            assertThat(ann.signal(Target.session(bob.id()), i).sessions()).isEqualTo(1);
            assertThat(bob.signal(Target.room(room), i).sessions()).isEqualTo(1);
        }
        assertThat(CLUSTER.gateway(0).process().isAlive()).isTrue();
    }

    private static String code(ThrowingCallable call) {
        ChappeException refused = catchThrowableOfType(ChappeException.class, call);
        return refused == null ? "done" : refused.code();
    }
}
