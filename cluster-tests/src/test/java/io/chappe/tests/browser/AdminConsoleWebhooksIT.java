package io.chappe.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.sun.net.httpserver.HttpServer;
import io.chappe.tests.harness.Cluster;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Webhooks in the console, with a server that takes what is posted. */
class AdminConsoleWebhooksIT extends ConsoleFixture {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(1, 2, new ConsoleKeys());

    private final Queue<String> taken = new ConcurrentLinkedQueue<>();
    private HttpServer receiver;
    private String url;

    AdminConsoleWebhooksIT() {
        super(CLUSTER);
    }

    @BeforeEach
    void receive() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            taken.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/chappe";
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    @Test
    void oneIsAddedTriedToldAndRemoved() {
        String tenant = tenant();
        try (ConsolePage console = operator("/tenants/" + tenant + "/webhooks")) {
            // Given
            assertThat(console.main()).containsText("Nobody is told");
            console.button("Add a webhook").click();
            console.dialog().getByLabel("Its name").fill("app");
            console.dialog().getByLabel("Where to post").fill(url);

            // When
            console.confirm("Add");

            // Then
            assertThat(console.main()).containsText("whsec_");
            console.row("app").locator("th a").click();
            assertThat(console.title()).hasText("app");
            console.button("Test app").click();
            assertThat(console.main()).containsText("The test has arrived");
            peer(0, tenant, "ann").join("room-" + id);
            Locator posts = console.page().locator("[aria-label=Posts] tbody tr");
            assertThat(posts.first()).containsText("204");
            assertThat(taken).anyMatch(body -> body.contains("room-" + id));
            console.button("Disable app").click();
            console.confirm("Disable");
            assertThat(console.main()).containsText("disabled");
            assertThat(admin.get("/tenants/" + tenant + "/webhooks/app").getBoolean("enabled"))
                    .isFalse();
            console.button("Remove app").click();
            console.confirm("Remove");
            assertThat(console.main()).containsText("There is no such webhook");
            assertQuiet(console);
        }
    }

    @Test
    void whyATestFailsIsSaid() {
        String tenant = tenant();
        JsonObject elsewhere = new JsonObject().put("url", "https://169.254.169.254.nip.invalid/x");
        admin.send("PUT", "/tenants/" + tenant + "/webhooks/app", elsewhere);
        try (ConsolePage console = operator("/tenants/" + tenant + "/webhooks/app")) {
            // When
            console.button("Test app").click();

            // Then
            assertThat(console.main()).containsText("The test has failed");
            assertQuiet(console);
        }
    }
}
