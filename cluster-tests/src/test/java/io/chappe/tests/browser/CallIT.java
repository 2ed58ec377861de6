package io.chappe.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Peer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two people in two browsers on two gateways see, hear and write to each other. */
@Timeout(120)
class CallIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.shared();

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
    void aPageFromOneListenerTalksOverAnother() {
        // Given
        String socket = URLEncoder.encode(CLUSTER.gateway(1).signalUrl().toString(), StandardCharsets.UTF_8);
        URI elsewhere = CLUSTER.gateway(0).page().resolve("/?signal=" + socket);
        double before = CLUSTER.gateway(0).metrics().sum("chappe_sessions");

        // When
        try (DemoPage ann = DemoPage.allowed(anns).open(elsewhere).join("Ann", room)) {
            // Then
            assertThat(ann.complaints()).isEmpty();
            assertThat(CLUSTER.gateway(0).metrics().sum("chappe_sessions")).isEqualTo(before);
        }
    }

    private static void awaitPictures(DemoPage ann, DemoPage bob) {
        // Playwright is for one thread: no awaiting on another.
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(20))
                .until(() -> ann.framesDecoded() > 10 && bob.framesDecoded() > 10);
    }
}
