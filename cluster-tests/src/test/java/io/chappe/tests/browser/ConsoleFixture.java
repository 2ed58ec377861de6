package io.chappe.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.chappe.client.Identity;
import io.chappe.tests.harness.Admin;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Peer;
import io.chappe.tests.harness.TokenIssuer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A browser for the console, and clients on two gateways to look at. */
@Tag("browser")
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConsoleFixture {
    private static final double WAIT_MS = 20_000;
    private static final TokenIssuer ISSUER = new TokenIssuer("2026-11");

    private final Cluster cluster;
    private final List<Peer> peers = new ArrayList<>();
    Chromium chromium;
    Browser browser;
    Admin admin;
    /** Another one in each test. */
    String id;

    /**
     * @param cluster of two gateways, with {@link ConsoleKeys}
     */
    ConsoleFixture(Cluster cluster) {
        this.cluster = cluster;
    }

    @BeforeAll
    void launch() {
        PlaywrightAssertions.setDefaultAssertionTimeout(WAIT_MS);
        chromium = new Chromium(cluster.tls().spki());
        browser = chromium.withoutDevices();
        admin = cluster.admin(0);
    }

    @AfterAll
    void close() {
        chromium.close();
    }

    @BeforeEach
    void name() {
        id = UUID.randomUUID().toString().substring(0, 8);
    }

    @AfterEach
    void hangUp() {
        peers.forEach(peer -> peer.session().bye());
        peers.clear();
    }

    /** Of the demo tenant, which stands in the configuration of the gateways. */
    Peer peer(int gateway, String name) {
        return kept(cluster.peer(gateway, name));
    }

    /** Of a tenant whose tokens the fixture signs. */
    Peer peer(int gateway, String tenant, String name) {
        return kept(cluster.peer(gateway, Identity.token(ISSUER.token(tenant, name, Duration.ofHours(1), "*"))));
    }

    private Peer kept(Peer peer) {
        peers.add(peer);
        return peer;
    }

    Peer member(int gateway, String name, String room) {
        Peer peer = peer(gateway, name);
        peer.join(room);
        return peer;
    }

    /** A tenant of the store, with a lobby; there when both gateways know it. */
    String tenant() {
        String tenant = "acme-" + id;
        JsonObject rules = new JsonObject().put("name", "lobby-*").put("lobby", true);
        JsonObject terms = ISSUER.tenant(tenant)
                .put("origins", JsonArray.of("https://app.example.com", "https://localhost:*"))
                .put("limits", new JsonObject().put("sessions", 1_000))
                .put("rooms", JsonArray.of(rules));
        terms.remove("name");
        assertThat(admin.send("PUT", "/tenants/" + tenant, terms).statusCode()).isEqualTo(201);
        await("the gateways know it")
                .atMost(Duration.ofSeconds(10))
                .ignoreExceptions()
                .until(() -> peer(0, tenant, "first") != null && peer(1, tenant, "second") != null);
        return tenant;
    }

    ConsolePage operator(String place) {
        ConsolePage console = ConsolePage.open(browser, admin, place).signIn(admin.key());
        assertThat(console.button("Sign out")).isVisible();
        return console;
    }

    static void assertQuiet(ConsolePage console) {
        assertThat(console.complaints()).isEmpty();
    }
}
