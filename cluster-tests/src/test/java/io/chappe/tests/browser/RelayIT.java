package io.chappe.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.TurnServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two browsers that reach each other by a TURN server only. */
@Tag("browser")
@Timeout(120)
class RelayIT {
    private static final Duration LIFE = Duration.ofSeconds(12);

    private static final TurnServer TURN = TurnServer.start("RelayIT", "--static-auth-secret=shared");

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(
            1,
            2,
            new JsonObject()
                    .put(
                            "chappe",
                            new JsonObject()
                                    .put("turnLife", LIFE.toSeconds() + "s")
                                    .put(
                                            "iceServers",
                                            JsonArray.of(new JsonObject()
                                                    .put("urls", JsonArray.of(TURN.url()))
                                                    .put("secret", "shared")))));

    private static Chromium chromium;
    private static Browser anns;
    private static Browser bobs;

    @BeforeAll
    static void launch() {
        chromium = new Chromium(CLUSTER.tls().spki());
        anns = chromium.withDevices();
        bobs = chromium.withDevices();
    }

    @AfterAll
    static void close() {
        TURN.close();
        chromium.close();
    }

    private static URI page(int gateway) {
        return CLUSTER.gateway(gateway).page().resolve("/?relay");
    }

    @Test
    void aCallByTheRelayTakesAnotherWayThereAfterItsFirstCredentialsAreOver() throws InterruptedException {
        // Given
        String room = "room-" + UUID.randomUUID();
        try (DemoPage ann = DemoPage.allowed(anns).open(page(0));
                DemoPage bob = DemoPage.allowed(bobs).open(page(1))) {
            ann.join("Ann", room);
            bob.join("Bob", room);
            ann.awaitConnected("Bob");
            bob.awaitConnected("Ann");
            awaitMoreFrames(ann, bob);
            // Those that the pages came with are over.
            Thread.sleep(LIFE.plusSeconds(3).toMillis());
            List<String> before = ann.ways();

            // When
            ann.restartIce();

            // Then
            await("another relay")
                    .pollInSameThread()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> ann.ways().size() == 1 && !ann.ways().equals(before));
            assertThat(ann.ways()).allMatch(way -> way.startsWith("relay "));
            awaitMoreFrames(ann, bob);
            assertThat(ann.connections()).isEqualTo(1);
            assertThat(ann.complaints()).isEmpty();
            assertThat(bob.complaints()).isEmpty();
        }
    }

    private static void awaitMoreFrames(DemoPage ann, DemoPage bob) {
        int anns = ann.framesDecoded();
        int bobs = bob.framesDecoded();
        // Playwright is for one thread: no awaiting on another.
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(20))
                .until(() -> ann.framesDecoded() > anns + 10 && bob.framesDecoded() > bobs + 10);
    }
}
