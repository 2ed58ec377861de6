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
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who brings one wrong token after the other; on two gateways. */
@Tag("fault")
@Timeout(120)
class FailedAttemptsIT {
    private static final TokenIssuer ACME = new TokenIssuer("2026-1");
    private static final TokenIssuer OTHER = new TokenIssuer("2026-1");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MAY_FAIL = 20;
    private static final int CLIENTS = 16;
    /** All together 10,000 a minute. */
    private static final long EACH_MS = CLIENTS * 6;

    private static final int LEAST_REFUSED = 200;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(
            1,
            2,
            new JsonObject()
                    .put("limits", new JsonObject().put("maxFailedAttempts", MAY_FAIL))
                    .put(
                            "tenants",
                            JsonArray.of(
                                    ACME.tenant("acme"),
                                    OTHER.tenant("other"),
                                    new JsonObject()
                                            .put("name", "demo")
                                            .put("anonymous", true)
                                            .put("origins", JsonArray.of("https://localhost:*")))));

    private final Map<String, Integer> answers = new ConcurrentHashMap<>();

    /** What a client is answered that comes from an address of this machine. */
    private static JsonObject hello(String address, int gateway, String token) {
        try (RawSocket socket = open(address, gateway)) {
            socket.text(helloWith(token));
            return socket.read();
        }
    }

    private static RawSocket open(String address, int gateway) {
        return RawSocket.openFrom(address, CLUSTER.gateway(gateway).plainPort());
    }

    private static String helloWith(String token) {
        return new JsonObject().put("type", "hello").put("token", token).encode();
    }

    private static String wrong() {
        return OTHER.token("acme", "ann", HOUR, "*");
    }

    private static String right() {
        return ACME.token("acme", "ann", HOUR, "*");
    }

    @Test
    void waitsBeforeItsNextAttempt() {
        // Given
        // Some are forgiven while the others come.
        for (int i = 0;
                i < 2 * MAY_FAIL
                        && !"rate_limited".equals(hello("127.0.0.2", 0, wrong()).getString("code"));
                i++) {
            // As often as it may.
        }

        try (RawSocket socket = open("127.0.0.2", 0)) {
            // When
            socket.text(helloWith(right()));

            // Then
            JsonObject answer = socket.read();
            assertThat(answer.getString("code")).isEqualTo("rate_limited");
            assertThat(answer.getLong("retryAfterMs")).isBetween(1L, 3_001L);
            assertThat(socket.readClose().code()).isEqualTo(1013);
        }
        assertThat(hello("127.0.0.3", 0, right()).getString("type")).isEqualTo("welcome");
        assertThat(hello("127.0.0.2", 0, OTHER.token("other", "bob", HOUR, "*")).getString("type"))
                .isEqualTo("welcome");
        Siege.pause(3_100);
        assertThat(hello("127.0.0.2", 0, right()).getString("type")).isEqualTo("welcome");
    }

    @Test
    void tenThousandAMinuteDisturbNobody() {
        // Given
        String room = "room-" + UUID.randomUUID();
        Peer ann = CLUSTER.peer(1, "ann");
        Peer bob = CLUSTER.peer(0, "bob");
        ann.join(room);
        bob.join(room);
        String token = wrong();

        // When
        Siege siege = Siege.of(ann, bob, CLIENTS, over -> {
            while (!over.getAsBoolean()) {
                answers.merge(hello("127.0.0.4", 0, token).getString("code"), 1, Integer::sum);
                Siege.pause(EACH_MS);
            }
        });

        // Then
        assertThat(answers.keySet()).containsExactlyInAnyOrder("unauthorized", "rate_limited");
        // As many as are forgiven in that time, and those that were under way together.
        assertThat(answers.get("unauthorized")).isBetween(MAY_FAIL, 10 * MAY_FAIL);
        assertThat(answers.get("rate_limited")).isGreaterThan(LEAST_REFUSED);
        Results.row(
                "10,000 wrong tokens a minute",
                "refused at the next 50 ms, after 20 of them `rate_limited`; p99 of others at most doubled",
                "answered %s; %s".formatted(new TreeMap<>(answers), siege.figures()));
        siege.assertHarmless();
        ann.bye();
        bob.bye();
    }
}
