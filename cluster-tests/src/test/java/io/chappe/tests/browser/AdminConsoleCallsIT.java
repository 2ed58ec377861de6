package io.chappe.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Peer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the console tells of calls between browsers on two gateways, of those too that come to nothing. */
class AdminConsoleCallsIT extends ConsoleFixture {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(1, 2, new ConsoleKeys());

    /** A TURN server at which nobody listens. */
    private static final String CALL_BY_A_DEAD_RELAY = """
            async ({ url, room }) => {
              const { connect, Call } = await import('/client/chappe.js');
              const client = await connect({ url, tenant: 'demo', peer: 'relayed' });
              const iceServers = [{ urls: 'turn:127.0.0.1:9', username: 'ann', credential: 'wrong' }];
              window.call = new Call(await client.join(room), { rtc: { iceServers, iceTransportPolicy: 'relay' } });
            }
            """;

    private Browser browsers;

    AdminConsoleCallsIT() {
        super(CLUSTER);
    }

    @BeforeAll
    void launchWithDevices() {
        browsers = chromium.withDevices();
    }

    @AfterAll
    void closeBrowsers() {
        browsers.close();
    }

    private String room() {
        return "room-" + id;
    }

    /** Of the call in this test's room. */
    private ConsolePage opened() {
        ConsolePage console = operator("/tenants/demo/calls");
        Locator row = console.row(room()).first();
        for (int i = 0; i < 40 && row.count() == 0; i++) {
            console.button("Look again").click();
            console.page().waitForTimeout(250);
        }
        row.locator("th a").click();
        assertThat(console.title()).hasText("Call");
        return console;
    }

    private static void assertVerdict(ConsolePage console, String verdict) {
        assertThat(console.page().locator("[data-verdict]")).hasAttribute("data-verdict", verdict);
    }

    @Test
    void aCallOfTwoBrowsersIsToldWithBothGateways() {
        try (DemoPage ann = DemoPage.allowed(browsers).open(CLUSTER.gateway(0).page());
                DemoPage bob =
                        DemoPage.allowed(browsers).open(CLUSTER.gateway(1).page())) {
            // Given
            ann.join("Ann", room());
            bob.join("Bob", room());
            ann.awaitConnected("Bob");
            bob.awaitConnected("Ann");

            // When
            try (ConsolePage console = opened()) {
                // Then
                assertVerdict(console, "connected");
                assertThat(console.main()).containsText("First media after");
                assertThat(console.row("offer").first()).containsText("delivered");
                List<String> gateways = admin.get("/nodes").getJsonArray("items").stream()
                        .map(item -> (JsonObject) item)
                        .filter(node -> node.getString("role").equals("gateway"))
                        .map(node -> node.getString("id").substring(0, 8))
                        .toList();
                gateways.forEach(
                        gateway -> assertThat(console.row(gateway).first()).isVisible());
                assertQuiet(console);
            }
        }
    }

    @Test
    void aPeerThatNeverAnswersIsNamed() {
        String silent = "silent-" + id;
        try (DemoPage ann = DemoPage.allowed(browsers).open(CLUSTER.gateway(0).page())) {
            // Given
            ann.join("Ann", room());

            // When
            Peer bob = member(1, silent, room());

            // Then
            assertThat(bob.id()).isNotEmpty();
            try (ConsolePage console = opened()) {
                assertVerdict(console, "no-answer");
                assertThat(console.main()).containsText(silent + " was sent");
                assertQuiet(console);
            }
        }
    }

    @Test
    void aRelayThatIsNotReachedIsNamed() {
        try (DemoPage ann = DemoPage.allowed(browsers).open(CLUSTER.gateway(0).page());
                DemoPage bob =
                        DemoPage.allowed(browsers).open(CLUSTER.gateway(1).page())) {
            // Given
            bob.join("Bob", room());

            // When
            String url = CLUSTER.gateway(0).page().toString().replaceFirst("https", "wss") + "v1/signal";
            ann.page().evaluate(CALL_BY_A_DEAD_RELAY, Map.of("url", url, "room", room()));

            // Then
            try (ConsolePage console = opened()) {
                assertVerdict(console, "no-relay");
                assertThat(console.main()).containsText(Pattern.compile("relayed may only use a relay, and got none"));
                assertQuiet(console);
            }
        }
    }
}
