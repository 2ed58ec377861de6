package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Admin;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.harness.TokenIssuer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A tenant's whole life by the admin API, as its clients on two gateways see it. */
@Timeout(120)
class TenantsAdminIT {
    /** A change is to be everywhere within this. */
    private static final Duration EVERYWHERE = Duration.ofSeconds(5);

    private static final int FORBIDDEN = 4403;
    private static final TokenIssuer ISSUER = new TokenIssuer("first");

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(1, 2, new JsonObject());

    private final String tenant = "acme-" + UUID.randomUUID();
    private final String path = "/tenants/" + tenant;
    private final Admin admin = CLUSTER.admin(0);
    private final List<RawSocket> sockets = new ArrayList<>();

    @AfterEach
    void hangUp() {
        sockets.forEach(RawSocket::close);
    }

    private static void awaitThat(Callable<Boolean> condition) {
        await().atMost(EVERYWHERE).pollInterval(Duration.ofMillis(20)).until(condition);
    }

    private RawSocket hello(int gateway, String token) {
        RawSocket socket = RawSocket.open(CLUSTER.gateway(gateway).plainPort());
        sockets.add(socket);
        socket.text(new JsonObject().put("type", "hello").put("token", token).encode());
        return socket;
    }

    private boolean isIn(int gateway, String token) {
        return hello(gateway, token).read().getString("type").equals("welcome");
    }

    private boolean isInEverywhere(String token) {
        return isIn(0, token) && isIn(1, token);
    }

    private void add() {
        JsonObject terms = ISSUER.tenant(tenant);
        terms.remove("name");
        assertThat(admin.send("PUT", path, terms).statusCode()).isEqualTo(201);
        awaitThat(() -> isInEverywhere(first()));
    }

    private String first() {
        return ISSUER.token(tenant, "ann", Duration.ofHours(1), "*");
    }

    /** As an application signs with the secret that it was shown (HS256, RFC 7518 section 3.2). */
    private String token(String kid, String secret) throws GeneralSecurityException {
        JsonObject header =
                new JsonObject().put("alg", "HS256").put("typ", "JWT").put("kid", kid);
        JsonObject grants = new JsonObject().put("rooms", JsonArray.of("*"));
        String signed = TokenIssuer.part(header) + "."
                + TokenIssuer.part(TokenIssuer.claims(tenant, "bob", Duration.ofHours(1), grants));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    @Test
    void aKeyIsExchangedWithoutAMomentInWhichATokenIsRefused() throws GeneralSecurityException {
        // Given
        add();
        JsonObject made = new JsonObject(admin.send("POST", path + "/keys", new JsonObject().put("kid", "second"))
                .body());
        String second = token("second", made.getString("secret"));
        awaitThat(() -> isInEverywhere(second));
        assertThat(isInEverywhere(first())).isTrue();

        // When
        admin.ask("DELETE", path + "/keys/first", null);

        // Then
        awaitThat(() -> !isIn(0, first()) && !isIn(1, first()));
        assertThat(isInEverywhere(second)).isTrue();
    }

    @Test
    void aTokenThatWasMadeLetsInUntilItIsTakenBack() {
        // Given
        add();
        admin.send("POST", path + "/keys", new JsonObject().put("kid", "second"));
        JsonObject made = admin.ask(
                "POST", path + "/tokens", new JsonObject().put("peer", "bob").put("rooms", JsonArray.of("a-*")));
        String token = made.getString("token");
        awaitThat(() -> isInEverywhere(token));

        // When
        admin.ask("POST", path + "/revocations", new JsonObject().put("token", made.getString("id")));

        // Then
        awaitThat(() -> !isIn(0, token) && !isIn(1, token));
        assertThat(isInEverywhere(first())).isTrue();
    }

    @Test
    void aTenantThatIsSuspendedHasNoSessionsUntilItIsNot() {
        // Given
        add();
        RawSocket ann = hello(1, first());
        assertThat(ann.read().getString("type")).isEqualTo("welcome");

        // When
        admin.ask("PATCH", path, new JsonObject().put("suspended", true));

        // Then
        assertThat(ann.readClose().code()).isEqualTo(FORBIDDEN);
        awaitThat(() -> !isIn(0, first()) && !isIn(1, first()));
        admin.ask("PATCH", path, new JsonObject().put("suspended", false));
        awaitThat(() -> isInEverywhere(first()));
    }

    @Test
    void limitsThatAreChangedCountForThoseWhoComeNext() {
        // Given
        add();
        RawSocket ann = hello(0, first());
        assertThat(ann.read().getString("type")).isEqualTo("welcome");

        // When
        admin.ask("PATCH", path, new JsonObject().put("limits", new JsonObject().put("sessions", 1)));

        // Then
        awaitThat(() -> "rate_limited".equals(hello(0, first()).read().getString("code")));
        ann.text("{\"type\":\"ping\"}");
        assertThat(ann.read("pong")).as("who is in stays").isNotNull();
    }

    @Test
    void aTenantThatIsRemovedIsGoneEverywhere() {
        // Given
        add();
        RawSocket ann = hello(0, first());
        assertThat(ann.read().getString("type")).isEqualTo("welcome");

        // When
        admin.ask("DELETE", path, null);

        // Then
        assertThat(ann.readClose().code()).isEqualTo(FORBIDDEN);
        awaitThat(() -> !isIn(0, first()) && !isIn(1, first()));
        assertThat(admin.send("GET", path, null).statusCode()).isEqualTo(404);
    }
}
