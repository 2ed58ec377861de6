package io.chappe.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.chappe.tests.harness.TokenIssuer.claims;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.TokenIssuer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A teacher and a pupil in two browsers, on two gateways: the lobby, and what a moderator does. */
@Tag("browser")
@Timeout(120)
class LobbyPageIT {
    private static final TokenIssuer SCHOOL = new TokenIssuer("2026-1");
    private static final double WAIT_MS = 20_000;
    private static final Path PICTURES = Cluster.root().resolve("cluster-tests/target/screenshots");

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(
            1,
            2,
            new JsonObject()
                    .put(
                            "tenants",
                            JsonArray.of(SCHOOL.tenant("school")
                                    .put("origins", JsonArray.of("https://localhost:*"))
                                    .put(
                                            "rooms",
                                            JsonArray.of(new JsonObject()
                                                    .put("name", "class-*")
                                                    .put("lobby", true))))));

    private static Chromium chromium;
    private static Browser browser;

    private final String room = "class-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void launch() {
        chromium = new Chromium(CLUSTER.tls().spki());
        browser = chromium.withDevices();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    private URI page(int gateway, String peer, JsonObject grants) {
        JsonObject more = grants.copy()
                .put("rooms", JsonArray.of("class-*"))
                .put("attributes", new JsonObject().put("name", peer));
        String token = SCHOOL.token(claims("school", peer, Duration.ofHours(1), more));
        return CLUSTER.gateway(gateway).page().resolve("/#" + room + "&token=" + token);
    }

    private DemoPage teacher() {
        DemoPage page =
                DemoPage.allowed(browser).open(page(0, "Theo", new JsonObject().put("moderate", JsonArray.of(room))));
        page.page().onDialog(Dialog::accept);
        click(page, "Join the call");
        return page;
    }

    private DemoPage pupil(int gateway) {
        DemoPage page = DemoPage.allowed(browser).open(page(gateway, "Pia", new JsonObject()));
        click(page, "Join the call");
        return page;
    }

    private static void click(DemoPage page, String words) {
        page.page()
                .getByText(words, new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
    }

    private static void awaitShown(DemoPage page, String selector) {
        assertThat(page.page().locator(selector).first())
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(WAIT_MS));
    }

    private static void picture(DemoPage page, String name) {
        page.page().screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("lobby-" + name + ".png")));
    }

    @Test
    void whoWaitsIsLetInAskedToMuteAndTakenOut() {
        try (DemoPage theo = teacher();
                DemoPage pia = pupil(1)) {
            // Given
            awaitShown(pia, "#waiting");
            awaitShown(theo, "#door-list [data-do=admit]");
            picture(pia, "waiting");
            picture(theo, "door");

            // When
            theo.page().locator("#door-list [data-do=admit]").first().click();

            // Then
            theo.awaitConnected("Pia");
            pia.awaitConnected("Theo");
            theo.tile("Pia").locator("[data-do=mute]").click();
            awaitShown(pia, "#asked");
            picture(pia, "asked");
            picture(theo, "call");
            pia.page().locator("#asked-mute").click();
            theo.tile("Pia").locator("[data-do=kick]").click();
            theo.awaitGone("Pia");
            picture(pia, "kicked");
            assertThat(theo.complaints()).isEmpty();
            assertThat(pia.complaints()).isEmpty();
        }
    }

    @Test
    void aLockedRoomTakesNobody() {
        try (DemoPage theo = teacher()) {
            // Given
            awaitShown(theo, "#lock");
            theo.page().locator("#lock").click();

            // When
            try (DemoPage pia = pupil(1)) {
                // Then
                pia.awaitText("locked");
                picture(pia, "locked");
            }
        }
    }
}
