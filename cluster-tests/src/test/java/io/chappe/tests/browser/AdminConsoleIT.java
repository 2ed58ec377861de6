package io.chappe.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.chappe.tests.harness.Cluster;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How an administrator comes into the console, and what it shows of two gateways. */
class AdminConsoleIT extends ConsoleFixture {
    private static final String API = "**/admin/v1/**";
    private static final int PAGE = 50;

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(1, 2, new ConsoleKeys());

    AdminConsoleIT() {
        super(CLUSTER);
    }

    private List<String> gateways() {
        return admin.get("/nodes").getJsonArray("items").stream()
                .map(item -> (JsonObject) item)
                .filter(node -> node.getString("role").equals("gateway"))
                .map(node -> node.getString("id"))
                .toList();
    }

    private static String shortly(String node) {
        return node.substring(0, 8);
    }

    private static Locator figure(ConsolePage console, String name) {
        return console.page().locator("[data-figure='" + name + "'] strong");
    }

    @Test
    void aWrongKeyIsExplained() {
        try (ConsolePage console = ConsolePage.open(browser, admin, "")) {
            // When
            console.signIn("chappe_operator_" + "x".repeat(43));

            // Then
            assertThat(console.main()).containsText("This key is not known here");
            assertThat(console.page().getByLabel("API key")).isFocused();
            assertThat(console.button("Sign out")).isHidden();
            assertQuiet(console);
        }
    }

    @Test
    void aRightKeyStaysInItsTabUntilItIsSignedOut() {
        try (ConsolePage console = ConsolePage.open(browser, admin, "")) {
            // Given
            console.signIn(admin.key());
            assertThat(console.title()).hasText("Overview");
            assertThat(console.page().url()).doesNotContain(admin.key());
            assertThat(console.page().evaluate("localStorage.length + document.cookie.length"))
                    .isEqualTo(0);
            console.page().reload();
            assertThat(console.title()).hasText("Overview");

            // When
            console.button("Sign out").click();

            // Then
            assertThat(console.title()).hasText("Sign in");
            assertThat(console.page().evaluate("sessionStorage.length")).isEqualTo(0);
            assertQuiet(console);
        }
    }

    @Test
    void theOverviewShowsWhatRuns() {
        // Given
        member(0, "ann-" + id, "room-" + id);
        member(1, "bob-" + id, "room-" + id);
        await("the next renewals").atMost(Duration.ofSeconds(10)).until(() -> sessions() >= 2);

        // When
        try (ConsolePage console = operator("/")) {
            // Then
            assertThat(figure(console, "Gateways up")).hasText("2");
            assertThat(figure(console, "Presence-services")).hasText("1");
            assertThat(figure(console, "Sessions")).hasText(Integer.toString(sessions()));
            assertThat(gateways())
                    .hasSize(2)
                    .allSatisfy(node -> assertThat(console.main()).containsText(shortly(node)));
            assertThat(console.state()).containsText("Updated");
            assertQuiet(console);
        }
    }

    private int sessions() {
        return admin.get("/nodes").getJsonArray("items").stream()
                .mapToInt(item -> ((JsonObject) item).getInteger("sessions", 0))
                .sum();
    }

    @Test
    void figuresStayAndAreSaidToBeOldWhileTheApiIsAway() {
        try (ConsolePage console = operator("/")) {
            // Given
            assertThat(figure(console, "Gateways up")).hasText("2");

            // When
            console.page().route(API, Route::abort);

            // Then
            assertThat(console.main()).containsText("The admin API can’t be reached");
            assertThat(console.state()).containsText("Asking again");
            assertThat(figure(console, "Gateways up")).hasText("2");
            console.page().unroute(API);
            assertThat(console.state()).containsText("Updated");
            assertThat(console.main()).not().containsText("can’t be reached");
            assertQuiet(console);
        }
    }

    @Test
    void aGatewayIsDrainedOnceThatWasConfirmed() {
        String node = gateways().get(0);
        try (ConsolePage console = operator("/nodes")) {
            // Given
            Locator row = console.row(shortly(node));
            ConsolePage.button(row, "Drain").click();
            ConsolePage.button(console.dialog(), "Cancel").click();
            assertThat(admin.get("/nodes/" + node).getString("state")).isEqualTo("up");

            // When
            ConsolePage.button(row, "Drain").click();
            console.confirm("Drain");

            // Then
            assertThat(row).containsText("draining");
            assertThat(admin.get("/nodes/" + node).getString("state")).isEqualTo("draining");
            ConsolePage.button(row, "Undo drain").click();
            console.confirm("Undo drain");
            assertThat(row.locator(".chip")).hasText("up");
            assertQuiet(console);
        }
    }

    @Test
    void theKeyboardIsEnough() {
        try (ConsolePage console = ConsolePage.open(browser, admin, "")) {
            // Given
            Page page = console.page();
            page.keyboard().type(admin.key());
            page.keyboard().press("Enter");
            assertThat(console.title()).hasText("Overview");

            // When
            tabTo(page, "Nodes");
            page.keyboard().press("Enter");
            assertThat(console.title()).isFocused();
            assertThat(console.button("Drain gateway").first()).isVisible();
            tabTo(page, "Drain");
            page.keyboard().press("Enter");

            // Then
            assertThat(ConsolePage.button(console.dialog(), "Cancel")).isFocused();
            page.keyboard().press("Escape");
            assertThat(console.dialog()).hasCount(0);
            assertThat(focused(page)).isEqualTo("Drain");
            assertQuiet(console);
        }
    }

    private static String focused(Page page) {
        return (String) page.evaluate("document.activeElement.innerText");
    }

    private static void tabTo(Page page, String words) {
        for (int i = 0; i < 30 && !focused(page).equals(words); i++) {
            page.keyboard().press("Tab");
        }
        assertThat(focused(page)).isEqualTo(words);
    }

    @Test
    void whatIsRefusedIsSaidInTheDialog() {
        member(0, "ann-" + id, "room-" + id);
        try (ConsolePage console = operator("/tenants/demo/rooms/room-" + id)) {
            // Given
            ConsolePage.button(console.row("ann-" + id), "Kick").click();
            admin.ask("DELETE", "/tenants/demo/rooms/room-" + id, null);

            // When
            console.confirm("Kick");

            // Then
            assertThat(console.dialog().locator(".notice")).containsText("It is not there");
            ConsolePage.button(console.dialog(), "Cancel").click();
            assertThat(console.main()).containsText("Nobody is in this room");
            assertQuiet(console);
        }
    }

    @Test
    void whatWasChangedIsListedInPages() {
        member(0, "ann-" + id, "room-" + id);
        String path = "/tenants/demo/rooms/room-" + id;
        for (int i = 0; i < PAGE; i++) {
            admin.ask("PATCH", path, new JsonObject().put("locked", i % 2 == 0));
        }
        admin.send("DELETE", path + "/members/nobody", null);
        try (ConsolePage console = operator("/audit")) {
            // Given
            Locator changes = console.page().locator("tbody tr");
            assertThat(changes).hasCount(PAGE);
            assertThat(changes.first()).containsText("failed, 404");
            assertThat(changes.nth(2)).containsText("{\"locked\":false}");
            assertThat(changes.nth(2)).containsText("operator");

            // When
            console.button("More").click();

            // Then
            assertThat(changes.nth(PAGE)).containsText("changeRoom");
            console.go("/tenants/demo/changes");
            assertThat(console.row("room-" + id)).hasCount(PAGE);
            assertQuiet(console);
        }
    }

    @Test
    void aKeyOfATenantIsToldWhatIsNotForIt() {
        try (ConsolePage console = ConsolePage.open(browser, admin, "").signIn(ConsoleKeys.TENANTS_KEY)) {
            // Given
            assertThat(console.main()).containsText("What the whole server does is not for this key");

            // When
            console.go("/nodes");

            // Then
            assertThat(console.main()).containsText("The list of nodes is not for this key");
            assertQuiet(console);
        }
    }
}
