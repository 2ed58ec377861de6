package io.chappe.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.WebSocketRoute;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Peer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two people in two browsers on two gateways see, hear and write to each other. */
@Tag("browser")
@Timeout(120)
class CallIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.shared();

    /** Connects as the page's own origin; answers with what became of it. */
    private static final String CONNECT = """
            async url => {
              const { connect } = await import('/client/chappe.js');
              try {
                (await connect({ url, tenant: 'demo', timeoutMs: 5000 })).close();
                return 'connected';
              } catch (error) {
                return error.code;
              }
            }
            """;

    private static Chromium chromium;
    private static Browser anns;
    private static Browser bobs;

    private final String room = "room-" + UUID.randomUUID();

    @BeforeAll
    static void launch() {
        chromium = new Chromium(CLUSTER.tls().spki());
        anns = chromium.withDevices();
        bobs = chromium.withDevices();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @Test
    void twoBrowsersOnTwoGatewaysSeeEachOther() {
        // Given
        DemoPage bob = DemoPage.allowed(bobs).open(CLUSTER.gateway(1).page());
        try (DemoPage ann = DemoPage.allowed(anns).open(CLUSTER.gateway(0).page())) {
            // When
            ann.join("Ann", room);
            bob.join("Bob", room);

            // Then
            ann.awaitConnected("Bob");
            bob.awaitConnected("Ann");
            awaitPictures(ann, bob);
            ann.openChat();
            bob.openChat();
            ann.say("Hello over there");
            bob.awaitHeard("Ann", "Hello over there");
            bob.say("Hello yourself");
            ann.awaitHeard("Bob", "Hello yourself");

            bob.close();
            ann.awaitGone("Bob");
            ann.awaitText("only you");
            assertThat(ann.complaints()).isEmpty();
            assertThat(bob.complaints()).isEmpty();
        }
    }

    @Test
    void closingAPageRemovesItsMemberAtTheOtherGateway() {
        // Given
        Peer observer = CLUSTER.peer(1, "observer");
        observer.join(room);
        DemoPage ann = DemoPage.allowed(anns).open(CLUSTER.gateway(0).page()).join("Ann", room);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> observer.members(room).size() == 2);

        // When
        ann.close();

        // Then
        await().atMost(Duration.ofSeconds(5)).until(() -> observer.members(room).size() == 1);
        observer.bye();
    }

    @Test
    void aRevokedMicrophoneIsToldAndComesBack() {
        // Given
        try (DemoPage ann = DemoPage.allowed(anns).open(CLUSTER.gateway(0).page());
                DemoPage bob = DemoPage.allowed(bobs).open(CLUSTER.gateway(1).page())) {
            ann.join("Ann", room);
            bob.join("Bob", room);
            bob.awaitConnected("Ann");

            // When
            ann.loseMicrophone();

            // Then
            ann.awaitText("Your microphone is gone");
            bob.awaitTile("Ann, muted");
            ann.page().locator("#mic").click();
            bob.awaitTile("Ann");
        }
    }

    @Test
    void whoHasLostItsServerIsMarkedAtTheOthers() {
        // Given
        List<WebSocketRoute> lines = new ArrayList<>();
        try (DemoPage ann = DemoPage.allowed(anns).open(CLUSTER.gateway(0).page());
                DemoPage bob = DemoPage.allowed(bobs)) {
            bob.page().routeWebSocket("**/v1/signal", socket -> {
                lines.add(socket);
                if (lines.size() != 2) {
                    socket.connectToServer();
                }
            });
            bob.open(CLUSTER.gateway(1).page()).join("Bob", room);
            ann.join("Ann", room).awaitConnected("Bob");

            // When
            lines.get(0).close(new WebSocketRoute.CloseOptions().setCode(4000).setReason("the network is gone"));

            // Then
            ann.awaitState("Bob", "Reconnecting…");
            ann.awaitState("Bob", "");
            bob.awaitText("2 people");
        }
    }

    /** The site on one port, its sockets on another: the same gateway's, or another one's. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aPageFromOneListenerTalksOverAnother(int sockets) {
        // Given
        Peer observer = CLUSTER.peer(sockets, "observer");
        observer.join(room);
        URI page = CLUSTER.gateway(0).pageWithoutSockets();
        URI signal = CLUSTER.gateway(sockets).signalUrl();
        String query = "/?signal=" + URLEncoder.encode(signal.toString(), StandardCharsets.UTF_8);

        // When
        try (DemoPage ann = DemoPage.allowed(anns).open(page.resolve(query)).join("Ann", room)) {
            // Then
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> observer.members(room).size() == 2);
            assertThat(signal.getPort()).isNotEqualTo(page.getPort());
            assertThat(ann.complaints()).isEmpty();
        }
        observer.bye();
    }

    @Test
    void aPageFromAForeignOriginGetsNoSocket() {
        // Given
        URI foreign = URI.create(
                "https://127.0.0.1:" + CLUSTER.gateway(0).pageWithoutSockets().getPort() + "/");
        String signal = CLUSTER.gateway(0).signalUrl().toString();

        // When
        try (DemoPage page = DemoPage.allowed(anns).open(foreign)) {
            Object outcome = page.page().evaluate(CONNECT, signal);

            // Then
            assertThat(outcome).isEqualTo("forbidden");
            assertThat(page.complaints()).isNotEmpty().allMatch(complaint -> complaint.contains("403"));
        }
    }

    private static void awaitPictures(DemoPage ann, DemoPage bob) {
        // Playwright is for one thread: no awaiting on another.
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(20))
                .until(() -> ann.framesDecoded() > 10 && bob.framesDecoded() > 10);
    }
}
