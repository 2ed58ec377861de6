package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.GatewayProcess;
import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.harness.TokenIssuer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tenants come, change and go by commands to one of two gateways, and outlive gateways and the only service. */
@Timeout(120)
class TenantsStoreIT {
    /** A change is to be everywhere within this. */
    private static final Duration EVERYWHERE = Duration.ofSeconds(5);

    private static final int FORBIDDEN = 4403;
    private static final TokenIssuer OLD = new TokenIssuer("old");
    private static final TokenIssuer NEW = new TokenIssuer("new");

    @RegisterExtension
    static final Cluster CLUSTER =
            Cluster.of(1, 2, new JsonObject().put("operations", new JsonObject().put("key", "sesame of the operator")));

    private final String tenant = "acme-" + UUID.randomUUID();
    private final List<RawSocket> sockets = new ArrayList<>();

    @AfterEach
    void hangUp() {
        sockets.forEach(RawSocket::close);
    }

    private static void awaitThat(Callable<Boolean> condition) {
        await().atMost(EVERYWHERE).pollInterval(Duration.ofMillis(20)).until(condition);
    }

    private JsonObject put(int gateway, TokenIssuer issuer) {
        return put(gateway, issuer.tenant(tenant).encodePrettily());
    }

    private JsonObject put(int gateway, String text) {
        return CLUSTER.gateway(gateway).process().command("PUT", "/tenants/" + tenant, text);
    }

    private void remove(int gateway) {
        CLUSTER.gateway(gateway).process().command("DELETE", "/tenants/" + tenant);
    }

    private RawSocket socket(int gateway, TokenIssuer issuer) {
        RawSocket socket = RawSocket.open(CLUSTER.gateway(gateway).plainPort());
        sockets.add(socket);
        socket.text(new JsonObject()
                .put("type", "hello")
                .put("token", issuer.token(tenant, "ann", Duration.ofHours(1), "*"))
                .encode());
        return socket;
    }

    private boolean isIn(int gateway, TokenIssuer issuer) {
        return socket(gateway, issuer).read().getString("type").equals("welcome");
    }

    private RawSocket member(int gateway) {
        RawSocket socket = socket(gateway, OLD);
        assertThat(socket.read().getString("type")).isEqualTo("welcome");
        return socket;
    }

    private static List<String> stored(int gateway) {
        return CLUSTER.gateway(gateway).process().command("GET", "/tenants").getJsonArray("tenants").stream()
                .map(JsonObject.class::cast)
                .filter(there -> there.getString("source").equals("store"))
                .map(there -> there.getString("name"))
                .toList();
    }

    @Test
    void aTenantIsThereOnEveryGateway() {
        // When
        long since = System.nanoTime();
        put(0, OLD);

        // Then
        awaitThat(() -> isIn(1, OLD));
        Duration took = Duration.ofNanos(System.nanoTime() - since);
        assertThat(took).isLessThan(EVERYWHERE);
        awaitThat(() -> isIn(0, OLD));
        assertThat(stored(0)).contains(tenant);
        assertThat(stored(1)).contains(tenant);
    }

    @Test
    void otherTermsCountOnEveryGateway() {
        // Given
        put(0, OLD);
        awaitThat(() -> isIn(0, OLD) && isIn(1, OLD));
        RawSocket ann = member(0);

        // When
        put(1, NEW);

        // Then
        awaitThat(() -> isIn(0, NEW) && isIn(1, NEW));
        assertThat(isIn(0, OLD)).isFalse();
        assertThat(isIn(1, OLD)).isFalse();
        ann.text("{\"type\":\"ping\"}");
        assertThat(ann.read("pong")).as("who is in stays").isNotNull();
    }

    @Test
    void aRoomOpensAtItsTimeOnEveryGateway() {
        // Given
        Instant opens = Instant.now().plusSeconds(4);
        JsonArray rooms = JsonArray.of(new JsonObject().put("name", "*").put("opens", opens.toString()));
        put(0, OLD.tenant(tenant).put("rooms", rooms).encode());
        awaitThat(() -> isIn(0, OLD) && isIn(1, OLD));
        List<RawSocket> both = List.of(member(0), member(1));

        // When
        List<JsonObject> early = both.stream().map(socket -> join(socket, 1)).toList();

        // Then
        assertThat(early).allSatisfy(refused -> {
            assertThat(refused.getString("code")).isEqualTo("closed");
            assertThat(refused.getLong("retryAfterMs")).isBetween(1L, 4_000L);
        });
        AtomicLong request = new AtomicLong(1);
        both.forEach(socket -> await().pollInterval(Duration.ofMillis(100))
                .until(() -> join(socket, request.incrementAndGet())
                        .getString("type")
                        .equals("joined")));
        assertThat(Instant.now()).isAfterOrEqualTo(opens);
    }

    private static JsonObject join(RawSocket socket, long request) {
        socket.text(new JsonObject()
                .put("type", "join")
                .put("id", request)
                .put("room", "premiere")
                .encode());
        JsonObject answer = socket.read();
        return answer.getString("type").equals("member-joined") ? socket.read() : answer;
    }

    @Test
    void theSessionsOfATenantThatIsGoneEndOnEveryGateway() {
        // Given
        put(0, OLD);
        awaitThat(() -> isIn(0, OLD) && isIn(1, OLD));
        RawSocket ann = member(0);
        RawSocket bob = member(1);

        // When
        remove(1);

        // Then
        assertThat(ann.readClose().code()).isEqualTo(FORBIDDEN);
        assertThat(bob.readClose().code()).isEqualTo(FORBIDDEN);
        assertThat(isIn(0, OLD)).isFalse();
        assertThat(isIn(1, OLD)).isFalse();
        assertThat(stored(0)).doesNotContain(tenant);
        assertThatThrownBy(() -> remove(0)).hasMessageContaining("404");
    }

    @Test
    void aMistakeIsToldWithItsLineAndChangesNothing() {
        // Given
        put(0, OLD);
        awaitThat(() -> isIn(1, OLD));

        // When
        Stream<String> bad = Stream.of("anonymous: true\ntokenz: {}\n", "#".repeat(16_385), "x".repeat(70_000));

        // Then
        assertThat(bad.map(text -> refusal(() -> put(0, text))))
                .satisfiesExactly(
                        wrong -> assertThat(wrong).contains("400", "line 2: tenants[].tokenz: no such setting"),
                        long1 -> assertThat(long1).contains("413", "at most 16384 characters"),
                        long2 -> assertThat(long2).contains("413", "at most 65536 bytes"));
        assertThat(refusal(() -> CLUSTER.gateway(0).process().command("PUT", "/tenants/demo", "anonymous: true")))
                .contains("409", "the gateway's configuration has the tenant 'demo'");
        assertThat(refusal(() -> put(0, "{anonymous: true, resumeWindow: 15s}")))
                .contains("400", "let the window be longer than 15s");
        assertThat(isIn(0, OLD)).isTrue();
        assertThat(CLUSTER.gateway(1).metrics().sum("chappe_tenants_refused")).isZero();
    }

    private static String refusal(Callable<?> command) {
        try {
            throw new IllegalStateException("it was done: " + command.call());
        } catch (AssertionError e) {
            return String.valueOf(e.getMessage());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoHasNoKeyIsRefused() throws IOException, InterruptedException {
        // Given
        int port = CLUSTER.gateway(0).process().setting("operations").getInteger("port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/tenants/" + tenant))
                .PUT(HttpRequest.BodyPublishers.ofString("anonymous: true"))
                .timeout(EVERYWHERE)
                .build();

        // When
        int status = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();

        // Then
        assertThat(status).isEqualTo(401);
        assertThat(stored(0)).doesNotContain(tenant);
    }

    @Test
    void aTenantOutlivesAllGateways() {
        // Given
        put(0, OLD);
        awaitThat(() -> isIn(1, OLD));
        for (int gateway = 0; gateway < CLUSTER.gateways(); gateway++) {
            CLUSTER.gateway(gateway).process().stop();
        }

        // When
        CLUSTER.restartEnded();

        // Then
        assertThat(isIn(0, OLD)).isTrue();
        assertThat(isIn(1, OLD)).isTrue();
    }

    @Test
    void aTenantOutlivesTheMemoryOfTheOnlyService() {
        // Given
        put(0, OLD);
        awaitThat(() -> isIn(0, OLD) && isIn(1, OLD));
        CLUSTER.service(0).kill();
        assertThat(refusal(() -> put(0, NEW))).contains("503");

        // When
        CLUSTER.restartEnded();
        GatewayProcess later = CLUSTER.addGateway();

        // Then
        assertThat(isIn(0, OLD)).isTrue();
        assertThat(isIn(CLUSTER.gateways() - 1, OLD))
                .as("the store has it again")
                .isTrue();
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsMatching(AssertionError.class::isInstance)
                .until(() -> {
                    put(1, NEW);
                    return true;
                });
        awaitThat(() -> isIn(0, NEW) && isIn(CLUSTER.gateways() - 1, NEW));
        later.process().stop();
    }
}
