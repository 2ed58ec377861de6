package io.chappe.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import io.chappe.client.Target;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Peer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every page of the console on a phone and on a desk, light and dark, into {@code target/screenshots/console}. */
class AdminConsolePicturesIT extends ConsoleFixture {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(1, 2, new ConsoleKeys());

    private static final Path FOLDER = Cluster.root().resolve("cluster-tests/target/screenshots/console");

    /** Controls and labels whose words are wider than they are. */
    private static final String OVERFLOWING = """
            () => [...document.querySelectorAll('button, .chip, .notice, .empty, .panel, dd, td, dialog')]
              .filter(box => box.offsetParent && box.scrollWidth > box.clientWidth + 1)
              .map(box => box.className + ': ' + box.innerText)
            """;

    private enum Screen {
        PHONE(360, 740),
        DESKTOP(1_280, 800);

        private final int width;
        private final int height;

        Screen(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    AdminConsolePicturesIT() {
        super(CLUSTER);
    }

    @Test
    void signIn() {
        try (ConsolePage console = ConsolePage.open(browser, admin, "")) {
            shoot(console, "sign-in");
            console.signIn("wrong");
            assertThat(console.main()).containsText("This key is not known here");
            shoot(console, "sign-in-wrong");
        }
    }

    @Test
    void nodes() {
        IntStream.range(0, 12).forEach(i -> member(i % 4 == 0 ? 1 : 0, "peer-" + id + i, "room-" + id));
        try (ConsolePage console = operator("/")) {
            assertThat(console.page().locator("[data-figure=Sessions] strong"))
                    .not()
                    .hasText("0");
            signalFor(Duration.ofSeconds(20));
            console.page().route("**/v1/usage", route -> route.fulfill(json(busiest())));
            assertThat(console.main()).containsText("tenant-7");
            shoot(console, console.page().locator("svg .line").first(), "overview");
            console.go("/nodes");
            ConsolePage.button(console.main(), "Drain").first().click();
            shoot(console, "nodes-drain");
            console.confirm("Drain");
            assertThat(console.main().getByText("draining")).hasCount(1);
            shoot(console, "nodes");
            console.go("/");
            assertThat(console.main()).containsText("1 node to look at");
            console.page().route("**/admin/v1/**", Route::abort);
            assertThat(console.main()).containsText("can’t be reached");
            shoot(console, "overview-failing");
            console.page().unroute("**/admin/v1/**");
            console.go("/nodes");
            console.button("Undo drain").click();
            console.confirm("Undo drain");
            assertThat(console.dialog()).hasCount(0);
        }
    }

    @Test
    void tenants() {
        String tenant = tenant();
        try (ConsolePage console = operator("/tenants")) {
            shoot(console, console.row(tenant), "tenants");
            console.go("/tenants?prefix=zzz");
            shoot(console, console.main().locator(".empty"), "tenants-empty");
            console.go("/tenants/" + tenant);
            shoot(console, console.main().getByText("Limits of all"), "tenant");
            console.button("Suspend").click();
            shoot(console, console.dialog(), "tenant-suspend");
            ConsolePage.button(console.dialog(), "Cancel").click();
            console.go("/tenants/demo");
            shoot(console, console.main().locator(".empty"), "tenant-elsewhere");
            console.go("/tenants/" + tenant + "/revocations");
            shoot(console, console.main().locator(".empty"), "revocations-empty");
            admin.ask("POST", "/tenants/" + tenant + "/revocations", new JsonObject().put("peer", "ann"));
            console.go("/tenants/" + tenant + "/rooms");
            shoot(console, console.main().locator(".empty"), "rooms-empty");
            console.go("/tenants/" + tenant + "/revocations");
            shoot(console, console.row("ann"), "revocations");
        }
    }

    @Test
    void rooms() {
        String tenant = tenant();
        String room = "lobby-" + id;
        String path = "/tenants/" + tenant + "/rooms/" + room;
        peer(0, tenant, "Bartholomew Maximilian von und zu Hohenstein-Lichtenberg")
                .joining(room);
        peer(1, tenant, "wolfeschlegelsteinhausenbergerdorff".repeat(3)).joining(room);
        peer(0, tenant, "ann").join("a-talk-" + id);
        try (ConsolePage console = operator(path)) {
            ConsolePage.button(console.row("Bartholomew"), "Admit").click();
            console.confirm("Admit");
            assertThat(ConsolePage.button(console.row("Bartholomew"), "Kick")).isVisible();
            admin.ask(
                    "PATCH",
                    path,
                    new JsonObject().put("locked", true).put("metadata", new JsonObject().put("title", id)));
            shoot(console, console.main().getByText("What moderators tell"), "room");
            ConsolePage.button(console.row("Bartholomew"), "Kick").click();
            shoot(console, console.dialog(), "room-kick");
            ConsolePage.button(console.dialog(), "Cancel").click();
            console.go("/tenants/" + tenant + "/rooms");
            shoot(console, console.row("a-talk-"), "rooms");
            console.go("/tenants/" + tenant + "/rooms/nowhere");
            shoot(console, console.main().locator(".empty"), "room-empty");
            console.go("/tenants/" + tenant + "/peers");
            shoot(console, console.main().getByText("Its whole name"), "peers");
            console.go("/tenants/" + tenant + "/peers/ann");
            shoot(console, console.row("a-talk-"), "peer");
            console.go("/tenants/" + tenant + "/peers/nobody");
            shoot(console, console.main().locator(".empty"), "peer-empty");
        }
    }

    @Test
    void audit() {
        String tenant = tenant();
        admin.ask("PATCH", "/tenants/" + tenant, new JsonObject().put("suspended", true));
        admin.send("DELETE", "/tenants/" + tenant + "/rooms/none/members/nobody", null);
        try (ConsolePage console = operator("/audit")) {
            shoot(console, console.row("kickMember").first(), "audit");
            console.go("/tenants/" + tenant + "/changes");
            shoot(console, console.row("kickMember").first(), "tenant-changes");
            console.go("/tenants/quiet-" + id + "/changes");
            shoot(console, console.main().locator(".empty"), "audit-empty");
        }
        try (ConsolePage console = ConsolePage.open(browser, admin, "/tenants").signIn(ConsoleKeys.TENANTS_KEY)) {
            shoot(console, console.main().getByText("Name the one"), "tenants-of-a-tenants-key");
            console.go("/audit");
            shoot(console, console.main().locator(".empty"), "audit-not-for-this-key");
        }
    }

    /** One that comes to nothing. */
    private void call(String tenant) {
        String room = "a-talk-" + id;
        Peer bob = peer(1, tenant, "bob");
        bob.join(room);
        Peer ann = peer(0, tenant, "ann");
        ann.join(room);
        for (String kind : List.of("offer", "candidate", "offer")) {
            String data = kind.equals("offer") ? "v=0" : "candidate:1 1 udp 1 192.0.2.1 50001 typ srflx";
            Peer.wait(ann.session().signal(Target.session(bob.id()), kind, data));
        }
        await("told")
                .atMost(Duration.ofSeconds(10))
                .until(() -> admin.get("/tenants/" + tenant + "/calls")
                                .getJsonArray("items")
                                .size()
                        > 0);
    }

    /** A month can't be waited for. */
    private static Route.FulfillOptions json(String body) {
        return new Route.FulfillOptions().setContentType("application/json").setBody(body);
    }

    /** What gateways would tell in some minutes. */
    private static String busiest() {
        JsonArray items = new JsonArray();
        for (int i = 0; i < 12; i++) {
            items.add(new JsonObject()
                    .put("tenant", i == 2 ? "wolfeschlegelsteinhausenbergerdorff" : "tenant-" + i)
                    .put("sessions", 40_000 / (i + 1))
                    .put("messages", 1_000 * (1 + i * 7 % 12))
                    .put("bytes", 1_000_000));
        }
        return new JsonObject().put("items", items).encode();
    }

    private static String usage(int hours) {
        JsonArray items = new JsonArray();
        Instant end = Instant.now().truncatedTo(hours == 1 ? ChronoUnit.HOURS : ChronoUnit.DAYS);
        for (int i = 20; i >= 0; i -= 1 + i % 3) {
            items.add(new JsonObject()
                    .put("begin", end.minus(Duration.ofHours((long) i * hours)).toString())
                    .put("connectedSeconds", 3_600 * (1 + i * 37 % 23))
                    .put("messages", 1_000_000 * (1 + i * 13 % 17))
                    .put("bytes", 700_000_000L * (1 + i * 13 % 17))
                    .put("peakSessions", 100 * (1 + i * 7 % 11)));
        }
        return new JsonObject().put("items", items).encode();
    }

    /** More and less of them in turn, to nobody now and then, so that there is something to see. */
    private void signalFor(Duration time) {
        Peer ann = member(0, "ann-" + id, "talk-" + id);
        member(1, "bob-" + id, "talk-" + id);
        long end = System.nanoTime() + time.toNanos();
        for (int i = 0; System.nanoTime() - end < 0; i++) {
            String room = i % 10 == 0 ? "nowhere" : "talk-" + id;
            ann.session().signal(Target.room(room), "chat", "hello").otherwiseEmpty();
            pause(20 + (i / 100 % 4) * 20);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void events() {
        String tenant = tenant();
        peer(0, tenant, "ann").join("a-talk-" + id);
        peer(1, tenant, "wolfeschlegelsteinhausenbergerdorff".repeat(3)).join("a-talk-" + id);
        try (ConsolePage console = operator("/tenants/" + tenant + "/events")) {
            shoot(console, console.row("wolfeschlegel").first(), "events");
            console.page().locator("#words").fill("nobody");
            shoot(console, console.main().locator(".empty"), "events-none-like-that");
            console.go("/events");
            shoot(console, console.row("wolfeschlegel").first(), "events-of-all");
            console.go("/tenants/" + tenant + "/calls");
            shoot(console, console.main().locator(".empty"), "calls-empty");
            call(tenant);
            console.button("Look again").click();
            shoot(console, console.row("a-talk-").first(), "calls");
            console.row("a-talk-").first().locator("th a").click();
            shoot(console, console.row("candidate").first(), "call");
            console.go("/tenants/" + tenant + "/calls/nobody~nowhere");
            shoot(console, console.main().locator(".empty"), "call-empty");
            console.go("/tenants/" + tenant + "/webhooks");
            shoot(console, console.main().locator(".empty"), "webhooks-empty");
            JsonObject nowhere = new JsonObject().put("url", "http://127.0.0.1:1/" + "nowhere".repeat(12));
            admin.send("PUT", "/tenants/" + tenant + "/webhooks/app", nowhere);
            shoot(console, console.row("app"), "webhooks");
            peer(1, tenant, "carl").join("a-talk-" + id);
            console.go("/tenants/" + tenant + "/webhooks/app");
            shoot(console, console.row("no answer").first(), "webhook-failing");
            console.go("/tenants/" + tenant + "/usage");
            shoot(console, console.main().locator(".empty"), "usage-empty");
            console.page()
                    .route(
                            "**/usage?by=*",
                            route -> route.fulfill(
                                    json(usage(route.request().url().endsWith("day") ? 24 : 1))));
            console.page().locator("#by").selectOption("hour");
            shoot(console, console.main().locator("svg").first(), "usage-hours");
            console.page().locator("#by").selectOption("day");
            shoot(console, console.main().locator("svg").first(), "usage-days");
            console.page().route("**/events/stream", Route::abort);
            console.go("/tenants/quiet-" + id + "/events");
            assertThat(console.main()).containsText("can’t be reached");
            shoot(console, console.main().locator(".empty"), "events-empty-failing");
        }
    }

    private static void shoot(ConsolePage console, Locator awaited, String state) {
        assertThat(awaited).isVisible();
        shoot(console, state);
    }

    private static void shoot(ConsolePage console, String state) {
        Page page = console.page();
        for (Screen screen : Screen.values()) {
            page.setViewportSize(screen.width, screen.height);
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                String name = (state + "-" + screen + "-" + scheme).toLowerCase(Locale.ROOT);
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(FOLDER.resolve(name + ".png"))
                        .setFullPage(true)
                        .setAnimations(ScreenshotAnimations.DISABLED));
            }
            assertFits(page, state, screen.width);
        }
        page.setViewportSize(320, 640);
        assertFits(page, state, 320);
        page.setViewportSize(Screen.DESKTOP.width, Screen.DESKTOP.height);
        assertQuiet(console);
    }

    private static void assertFits(Page page, String state, int width) {
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                .as("width of %s at %d", state, width)
                .isLessThanOrEqualTo(width);
        assertThat((List<?>) page.evaluate(OVERFLOWING))
                .as("words that do not fit their box, %s at %d", state, width)
                .isEmpty();
    }
}
