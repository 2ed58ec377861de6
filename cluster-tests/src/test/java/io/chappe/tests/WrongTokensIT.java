package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.harness.TokenIssuer;
import io.chappe.tests.ledger.Results;
import io.chappe.tests.ledger.Siege;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who tries every kind of wrong token, again and again, on two gateways. */
@Tag("fault")
@Timeout(120)
class WrongTokensIT {
    private static final TokenIssuer ACME = new TokenIssuer("2026-1");
    private static final TokenIssuer OTHER = new TokenIssuer("2026-1");
    private static final int ATTACKERS = 8;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(
            1,
            2,
            new JsonObject()
                    // Each attempt is to be looked at.
                    .put("limits", new JsonObject().put("maxFailedAttempts", 1_000_000))
                    .put(
                            "tenants",
                            JsonArray.of(
                                    ACME.tenant("acme"),
                                    OTHER.tenant("other"),
                                    new JsonObject().put("name", "open").put("anonymous", true),
                                    new JsonObject()
                                            .put("name", "demo")
                                            .put("anonymous", true)
                                            .put("origins", JsonArray.of("https://localhost:*")))));

    private final List<WrongHello> kinds = WrongHello.all(ACME, OTHER);
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    private final Set<Object> answers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger next = new AtomicInteger();

    private void attempt() {
        int number = next.getAndIncrement();
        WrongHello kind = kinds.get(number % kinds.size());
        try (RawSocket stranger =
                RawSocket.open(CLUSTER.gateway(number / kinds.size() % 2).plainPort())) {
            stranger.text(kind.text());
            answers.add(stranger.next());
            answers.add(stranger.next());
        }
        attempts.merge(kind.what(), 1, Integer::sum);
    }

    @Test
    void allAreAnsweredAlikeAndNobodyIsDisturbed() {
        // Given
        String room = "room-" + UUID.randomUUID();
        Peer ann = CLUSTER.peer(1, "ann");
        Peer bob = CLUSTER.peer(0, "bob");
        ann.join(room);
        bob.join(room);

        // When
        Siege siege = Siege.of(ann, bob, ATTACKERS, over -> {
            while (!over.getAsBoolean()) {
                attempt();
            }
        });

        // Then
        assertThat(answers).containsExactlyInAnyOrder(WrongHello.ANSWER, WrongHello.CLOSE);
        assertThat(attempts).hasSameSizeAs(kinds);
        int least = attempts.values().stream().mapToInt(count -> count).min().orElse(0);
        Results.row(
                "Wrong tokens of %d kinds".formatted(kinds.size()),
                "the same frame and 4401 for each, at the next 50 ms; p99 of others at most doubled",
                "%d attempts, at least %d of each kind, all answered alike; %s"
                        .formatted(next.get(), least, siege.figures()));
        siege.assertHarmless();
        ann.bye();
        bob.bye();
    }
}
