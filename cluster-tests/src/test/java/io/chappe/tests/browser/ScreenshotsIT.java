package io.chappe.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import io.chappe.tests.harness.Cluster;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every state of the demo page, at phone and desktop width, light and dark, into {@code target/screenshots}, for
 * people to look at. What a machine can see, it checks: the words are there, nothing is wider than the screen or its
 * box, and nothing is hidden.
 */
@Tag("browser")
@Timeout(120)
class ScreenshotsIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.shared();

    private static final Path FOLDER = Cluster.root().resolve("cluster-tests/target/screenshots");
    private static Chromium chromium;
    private static Browser browser;

    /** Controls and labels whose words are wider than they are. */
    private static final String OVERFLOWING = """
            () => [...document.querySelectorAll('button, .chip, .notice, .tile-state, .messages li')]
              .filter(box => box.offsetParent && box.scrollWidth > box.clientWidth)
              .map(box => box.innerText)
            """;

    /** Messages and states that a person could not read while a toast is there: shown for this, it may be gone by now. */
    private static final String HIDDEN_BY_TOAST = """
            () => {
              const element = document.getElementById('toast');
              const { hidden, textContent } = element;
              element.hidden = false;
              element.textContent = 'Bartholomew Smith joined';
              const toast = element.getBoundingClientRect();
              const covered = [...document.querySelectorAll('.messages li, .line-state, .tile-state, .tile-name, #call-title')]
                .filter(box => box.id !== 'call-title' || document.getElementById('chat').hidden)
                .filter(box => {
                  const { bottom, left, right, width, ...rest } = box.getBoundingClientRect().toJSON();
                  // What has been scrolled out of sight is hidden already.
                  const top = Math.max(rest.top, box.closest('.messages')?.getBoundingClientRect().top ?? 0);
                  return width > 0 && toast.width > 0
                    && left < toast.right && right > toast.left && top < toast.bottom && bottom > toast.top;
                })
                .map(box => box.innerText);
              Object.assign(element, { hidden, textContent });
              return covered;
            }
            """;

    /** Pictures that are cut off, and how much of their stage they leave empty. */
    private static final String CUT_TILES = """
            () => {
              const grid = document.getElementById('tiles').getBoundingClientRect();
              return [...document.querySelectorAll('.tile')]
                .filter(tile => {
                  const { width, top, bottom, left, right } = tile.getBoundingClientRect();
                  return width > 0 && (top < grid.top - 1 || bottom > grid.bottom + 1
                    || left < grid.left - 1 || right > grid.right + 1 || bottom > innerHeight);
                })
                .map(tile => tile.getAttribute('aria-label'));
            }
            """;

    private static final String EMPTY_PART = """
            () => {
              const area = box => box.clientWidth * box.clientHeight;
              const tiles = [...document.querySelectorAll('.tile')].reduce((sum, tile) => sum + area(tile), 0);
              return 1 - tiles / area(document.getElementById('tiles'));
            }
            """;

    private final String room = "stand-up-" + UUID.randomUUID().toString().substring(0, 4);

    /** The screens that people have. */
    private enum Screen {
        PHONE(390, 844),
        LANDSCAPE(844, 390),
        DESKTOP(1_280, 800);

        private final int width;
        private final int height;

        Screen(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    @BeforeAll
    static void launch() throws IOException {
        Files.createDirectories(FOLDER);
        chromium = new Chromium(CLUSTER.tls().spki());
        browser = chromium.withDevices();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    private static DemoPage open() {
        return DemoPage.allowed(browser).open(CLUSTER.gateway(0).page());
    }

    private static DemoPage open(String query) {
        return DemoPage.allowed(browser).open(CLUSTER.gateway(0).page().resolve("/" + query));
    }

    @Test
    void theLobby() {
        try (DemoPage page = open()) {
            page.page().waitForFunction("() => document.getElementById('preview').videoWidth > 0");
            shoot(page, "lobby");
        }
    }

    @Test
    void aNameIsMissing() {
        try (DemoPage page = open()) {
            page.enter("", room);
            page.awaitText("Tell the others who you are.");
            shoot(page, "lobby-name-missing");
        }
    }

    @Test
    void permissionIsDenied() {
        try (DemoPage page = DemoPage.denied(browser).open(CLUSTER.gateway(0).page())) {
            page.awaitText("Camera and microphone are blocked");
            shoot(page, "lobby-denied");
        }
    }

    @Test
    void theFirstOfTwoMissingFieldsIsNext() {
        try (DemoPage page = open()) {
            page.enter("", "");
            assertThat(page.page().evaluate("document.activeElement.id")).isEqualTo("name");
        }
    }

    @Test
    void thereIsNoCamera() {
        try (Browser bare = chromium.withoutDevices();
                DemoPage page = DemoPage.allowed(bare).open(CLUSTER.gateway(0).page())) {
            page.awaitText("No camera or microphone found");
            shoot(page, "lobby-no-camera");
            page.join("Cyd", room);
            shoot(page, "call-without-camera");
        }
    }

    @Test
    void theServerIsAway() {
        try (DemoPage page = open("?signal=wss://localhost:1/v1/signal")) {
            page.enter("Ann", room);
            page.awaitText("The server can’t be reached");
            shoot(page, "failure-server-away");
        }
    }

    @Test
    void thereIsNoServerAtTheAddress() {
        String signal = CLUSTER.gateway(1).page().resolve("/elsewhere").toString();
        try (DemoPage page = open("?signal=" + signal)) {
            page.enter("Ann", room);
            page.awaitText("There is no call server there");
            shoot(page, "failure-no-server");
        }
    }

    @Test
    void thePagesOriginIsRefused() {
        int port = CLUSTER.gateway(0).page().getPort();
        try (DemoPage page = DemoPage.allowed(browser).open(URI.create("https://127.0.0.1:" + port + "/"))) {
            page.enter("Ann", room);
            page.awaitText("The server lets no pages of https://127.0.0.1:" + port + " in.");
            shoot(page, "failure-forbidden-origin");
        }
    }

    @Test
    void theTenantLetsNobodyIn() {
        try (DemoPage page = open("?tenant=nobody")) {
            page.enter("Ann", room);
            page.awaitText("You’re not allowed in here");
            shoot(page, "failure-unauthorized");
        }
    }

    /** What a small test cluster never answers is answered in its place. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"room_full|This room is full", "unavailable|The server can’t be reached"})
    void joiningIsRefused(String code, String words) {
        try (DemoPage page = DemoPage.allowed(browser)) {
            page.page().routeWebSocket("**/v1/signal", socket -> refuseJoin(socket, code));
            page.open(CLUSTER.gateway(0).page()).enter("Ann", room);
            page.awaitText(words);
            shoot(page, "failure-" + code.replace('_', '-'));
        }
    }

    private static void refuseJoin(WebSocketRoute socket, String code) {
        WebSocketRoute server = socket.connectToServer();
        socket.onMessage(frame -> {
            JsonObject message = new JsonObject(frame.text());
            if (message.getString("type").equals("join")) {
                socket.send(new JsonObject()
                        .put("type", "error")
                        .put("id", message.getLong("id"))
                        .put("code", code)
                        .put("message", "no")
                        .encode());
            } else {
                server.send(frame.text());
            }
        });
    }

    @Test
    void alone() {
        try (DemoPage page = open().join("Ann", room)) {
            page.awaitText("You are the only one here.");
            shoot(page, "call-alone");
        }
    }

    @Test
    void together() {
        try (DemoPage ann = open().join("Ann", room);
                DemoPage bob = open().join("Bob", room)) {
            ann.awaitConnected("Bob");
            shoot(ann, "call-two");
            ann.openChat();
            bob.openChat();
            bob.say("Shall we start?");
            ann.awaitHeard("Bob", "Shall we start?");
            ann.say("Yes: https://example.com/a-rather-long-address-without-any-place-to-break-it-0123456789");
            shoot(ann, "call-chat");
            ann.page().locator("#chat-close").click();
            bob.page().locator("#camera").click();
            bob.page().locator("#mic").click();
            ann.page().waitForSelector("li[aria-label='Bob, muted, camera off']");
            shoot(ann, "call-camera-off");
        }
    }

    @Test
    void threeLeaveNoPlaceEmpty() {
        String name = "Bartholomew Maximilian von und zu Hohenstein-Lichtenberg";
        try (DemoPage ann = open().join("Ann 👩‍👩‍👧", room);
                DemoPage bob = open().join(name, room);
                DemoPage cyd = open().join("Cyd", room)) {
            ann.awaitConnected(name);
            ann.awaitConnected("Cyd");
            cyd.page().locator("#camera").click();
            cyd.awaitConnected(name);
            bob.awaitTile("Cyd, camera off");
            shoot(ann, "call-three");
            ann.page().setViewportSize(Screen.DESKTOP.width, Screen.DESKTOP.height);
            assertThat(((Number) ann.page().evaluate(EMPTY_PART)).doubleValue()).isLessThan(0.1);
            cyd.openChat();
            cyd.awaitConnected("Ann");
            cyd.say("See https://example.com/notes, please.");
            ann.page().waitForSelector("#unread:has-text('1')");
            shoot(ann, "call-unread");
            ann.openChat();
            bob.openChat();
            bob.say("Ok");
            ann.awaitHeard("Bartholomew", "Ok");
            assertThat(ann.page().locator(".messages a").getAttribute("href")).isEqualTo("https://example.com/notes");
            assertThat(ann.page().locator(".messages a").getAttribute("rel")).contains("noopener");
            shoot(ann, "call-chat-long-name");
        }
    }

    @Test
    void theChatKeepsItsEndWhenItGetsSmaller() {
        try (DemoPage page = open().join("Ann", room)) {
            page.openChat();
            for (int i = 1; i <= 30; i++) {
                page.say("message " + i);
            }
            page.page().setViewportSize(Screen.DESKTOP.width, 400);
            page.page().waitForFunction("""
                    () => {
                      const list = document.getElementById('messages');
                      return list.scrollHeight - list.scrollTop - list.clientHeight < 2;
                    }
                    """);
        }
    }

    @Test
    void anotherRoomIsANewOne() {
        try (DemoPage page = open("#old").join("Ann", "hi!")) {
            assertThat(page.page().url()).endsWith("#hi%21");
            page.page().locator("#leave").click();
            page.page().getByText("Another room").click();
            assertThat(page.page().inputValue("#room")).isNotEmpty().isNotEqualTo("hi!");
            assertThat(page.page().url()).doesNotContain("#");
        }
    }

    @Test
    void theConnectionIsLostAndComesBack() {
        List<WebSocketRoute> lines = new ArrayList<>();
        try (DemoPage page = DemoPage.allowed(browser)) {
            page.page().routeWebSocket("**/v1/signal", socket -> {
                lines.add(socket);
                if (lines.size() == 1) {
                    socket.connectToServer();
                } else {
                    socket.close();
                }
            });
            page.open(CLUSTER.gateway(0).page()).join("Ann", room);
            lines.get(0).close(new WebSocketRoute.CloseOptions().setCode(1012).setReason("service restart"));
            page.awaitText("The connection to the server is lost");
            shoot(page, "call-reconnecting");
        }
    }

    @Test
    void theCallIsOver() {
        try (DemoPage page = open().join("Ann", room)) {
            page.page().locator("#leave").click();
            page.awaitText("You left the call");
            shoot(page, "after-left");
        }
    }

    private static void shoot(DemoPage demo, String state) {
        Page page = demo.page();
        for (Screen screen : Screen.values()) {
            page.setViewportSize(screen.width, screen.height);
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                String name = (state + "-" + screen + "-" + scheme).toLowerCase(Locale.ROOT);
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(FOLDER.resolve(name + ".png"))
                        .setFullPage(true)
                        // Colours fade over when the scheme changes.
                        .setAnimations(ScreenshotAnimations.DISABLED));
            }
            assertFits(page, state, screen.width);
        }
        // The narrowest phone that anybody still has.
        page.setViewportSize(320, 640);
        assertFits(page, state, 320);
    }

    private static void assertFits(Page page, String state, int width) {
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                .as("width of %s at %d", state, width)
                .isLessThanOrEqualTo(width);
        assertThat((List<?>) page.evaluate(OVERFLOWING))
                .as("words that do not fit their box, %s at %d", state, width)
                .isEmpty();
        assertThat((List<?>) page.evaluate(HIDDEN_BY_TOAST))
                .as("words under the toast, %s at %d", state, width)
                .isEmpty();
        assertThat((List<?>) page.evaluate(CUT_TILES))
                .as("pictures that are cut, %s at %d", state, width)
                .isEmpty();
    }
}
