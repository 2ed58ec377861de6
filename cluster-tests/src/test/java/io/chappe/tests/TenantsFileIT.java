package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.RawSocket;
import io.chappe.tests.harness.TokenIssuer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tenants come, change and go while two gateways run that share a file of them. */
@Timeout(90)
class TenantsFileIT {
    /** A change is to be everywhere within this. */
    private static final Duration EVERYWHERE = Duration.ofSeconds(5);

    private static final TokenIssuer OLD = new TokenIssuer("old");
    private static final TokenIssuer NEW = new TokenIssuer("new");
    private static final Path FILE = file();

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(1, 2, new JsonObject().put("tenantsFile", FILE.toString()));

    private final List<RawSocket> sockets = new ArrayList<>();

    private static Path file() {
        try {
            Path file = Files.createTempDirectory("tenants").resolve("tenants.yaml");
            Files.writeString(file, "tenants: []\n");
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As an orchestrator does it: never half a file. */
    private static void write(String text) {
        try {
            Path next = FILE.resolveSibling("next");
            Files.writeString(next, text);
            Files.move(next, FILE, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(JsonObject... tenants) {
        // JSON is YAML.
        write(new JsonObject().put("tenants", new JsonArray(List.of(tenants))).encodePrettily());
    }

    @BeforeEach
    void begin() {
        write(OLD.tenant("acme"));
        awaitThat(() -> isIn(0, OLD) && isIn(1, OLD));
    }

    @AfterEach
    void hangUp() {
        sockets.forEach(RawSocket::close);
    }

    private static void awaitThat(Callable<Boolean> condition) {
        await().atMost(EVERYWHERE).pollInterval(Duration.ofMillis(100)).until(condition);
    }

    private RawSocket socket(int gateway) {
        RawSocket socket = RawSocket.open(CLUSTER.gateway(gateway).plainPort());
        sockets.add(socket);
        return socket;
    }

    private JsonObject hello(int gateway, TokenIssuer issuer) {
        RawSocket socket = socket(gateway);
        socket.text(new JsonObject()
                .put("type", "hello")
                .put("token", issuer.token("acme", "ann", Duration.ofHours(1), "*"))
                .encode());
        return socket.read();
    }

    private boolean isIn(int gateway, TokenIssuer issuer) {
        return hello(gateway, issuer).getString("type").equals("welcome");
    }

    private static double refused(int gateway) {
        return CLUSTER.gateway(gateway).metrics().sum("chappe_tenants_refused");
    }

    @Test
    void aChangeReachesEveryGateway() {
        // When
        write(NEW.tenant("acme"));

        // Then
        awaitThat(() -> isIn(0, NEW) && isIn(1, NEW));
        assertThat(isIn(0, OLD)).isFalse();
        assertThat(isIn(1, OLD)).isFalse();
    }

    @Test
    void theSessionsOfATenantThatIsGoneEnd() {
        // Given
        RawSocket ann = socket(0);
        ann.text(new JsonObject()
                .put("type", "hello")
                .put("token", OLD.token("acme", "ann", Duration.ofHours(1), "*"))
                .encode());
        ann.read("welcome");

        // When
        write();

        // Then
        assertThat(ann.readClose().code()).isEqualTo(4403);
        awaitThat(() -> !isIn(0, OLD) && !isIn(1, OLD));
    }

    @Test
    void aTenantThatTheGatewayHasItselfIsRefusedAndToldOnce() throws InterruptedException {
        // When
        write(OLD.tenant("acme"), NEW.tenant("demo"));

        // Then
        awaitThat(() -> refused(0) == 1 && refused(1) == 1);
        Thread.sleep(EVERYWHERE.toMillis());
        assertThat(refused(0)).isEqualTo(1);
        assertThat(CLUSTER.gateway(0).process().log().split("has the tenant 'demo', too", -1))
                .hasSize(2);
        assertThat(isIn(0, OLD)).isTrue();
    }

    @Test
    void aBadFileKeepsTheTenantsThatAreThere() {
        // When
        write("tenants:\n  - name: acme\n    tokenz: {}\n");

        // Then
        awaitThat(() -> refused(0) == 1 && refused(1) == 1);
        assertThat(isIn(0, OLD)).isTrue();
        assertThat(CLUSTER.gateway(0).process().log())
                .contains("tenants.yaml:3")
                .contains("tokenz");
    }
}
