package io.chappe.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.client.Member;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.FaultProxy;
import io.chappe.tests.harness.FaultProxy.Way;
import io.chappe.tests.harness.NodeConfigs;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.harness.Seconds;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Scale;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client vanishes and does not even say so: no FIN, no RST, no byte any more. */
@Tag("fault")
@Timeout(90)
class VanishedClientIT {
    private static final Duration DROP_AFTER = Duration.ofSeconds(4);
    private static final Duration WINDOW = Duration.ofSeconds(16);

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(
            1,
            2,
            new JsonObject()
                    .put(
                            "limits",
                            new JsonObject().put("pingAfter", "2s").put("dropAfter", DROP_AFTER.toSeconds() + "s"))
                    .mergeIn(NodeConfigs.resumeWindow(WINDOW)));

    private final String room = "room-" + UUID.randomUUID();

    private String state(Peer observer, String peer) {
        return observer.members(room).stream()
                .filter(member -> member.peer().equals(peer))
                .map(Member::state)
                .findFirst()
                .orElse("gone");
    }

    @Test
    void itIsGoneAfterSilenceAndWindow() {
        // Given
        Peer ann = CLUSTER.peer(0, "ann");
        ann.join(room);
        try (FaultProxy way = FaultProxy.to(CLUSTER.gateway(1).plainPort());
                RawSocket bob = RawSocket.open(way.port()).hello("demo", "bob")) {
            bob.text("{\"type\":\"join\",\"id\":1,\"room\":\"%s\"}".formatted(room));
            ann.awaitPeersIn(room, "ann", "bob");

            // When
            long start = System.nanoTime();
            way.swallow(Way.values());

            // Then
            await().atMost(Duration.ofSeconds(20)).until(() -> state(ann, "bob").equals("reconnecting"));
            double shown = Seconds.since(start);
            await().atMost(WINDOW.plusSeconds(15)).until(() -> state(ann, "bob").equals("gone"));
            double gone = Seconds.since(start);
            double promised = DROP_AFTER.plus(WINDOW).toSeconds();
            Results.row(
                    "A client that vanishes without FIN (dropped after %d s, window %d s)"
                            .formatted(DROP_AFTER.toSeconds(), WINDOW.toSeconds()),
                    "`member-left` at most 2 s after silence and window",
                    "`reconnecting` %.1f s after, `member-left` %.1f s after".formatted(shown, gone));
            assertThat(shown).isLessThan(DROP_AFTER.toSeconds() + Scale.atMost(2.5));
            assertThat(gone).isBetween(promised - 1, promised + Scale.atMost(2));
        }
        ann.bye();
    }
}
