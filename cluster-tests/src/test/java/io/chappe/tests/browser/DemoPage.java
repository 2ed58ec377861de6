package io.chappe.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The demo page in one browser, as somebody in front of it uses it. */
final class DemoPage implements AutoCloseable {
    private static final double WAIT_MS = 20_000;

    /** Remembers every peer connection of the page, for its statistics. */
    private static final String KEEP_CONNECTIONS = """
            window.connections = [];
            const Native = window.RTCPeerConnection;
            window.RTCPeerConnection = class extends Native {
              constructor(...args) { super(...args); window.connections.push(this); }
            };
            """;

    private static final String LOSE_MICROPHONE = """
            () => {
              const { track } = window.connections.at(-1).getSenders().find(({ track }) => track?.kind === 'audio');
              track.stop();
              track.dispatchEvent(new Event('ended'));
            }
            """;

    private static final String FRAMES_DECODED = """
            async () => {
              let frames = 0;
              for (const connection of window.connections) {
                (await connection.getStats()).forEach(entry => {
                  if (entry.type === 'inbound-rtp' && entry.kind === 'video') frames += entry.framesDecoded;
                });
              }
              return frames;
            }
            """;

    /** Kind and port of the candidates on this side by which the page's connections go now. */
    private static final String WAYS = """
            async () => {
              const ways = [];
              for (const connection of window.connections) {
                const stats = await connection.getStats();
                for (const { type, selectedCandidatePairId } of stats.values()) {
                  const own = type === 'transport' && stats.get(stats.get(selectedCandidatePairId)?.localCandidateId);
                  if (own) ways.push(own.candidateType + ' ' + own.port);
                }
              }
              return ways;
            }
            """;

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private DemoPage(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.setDefaultTimeout(WAIT_MS);
        page.addInitScript(KEEP_CONNECTIONS);
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
    }

    /** A window of its own, without cookies or storage, that may use camera and microphone. */
    static DemoPage allowed(Browser browser) {
        BrowserContext context = browser.newContext();
        context.grantPermissions(List.of("camera", "microphone"));
        return new DemoPage(context);
    }

    /** The same, but its owner allows nothing. */
    static DemoPage denied(Browser browser) {
        return new DemoPage(browser.newContext());
    }

    Page page() {
        return page;
    }

    /** Errors that the page has logged or not caught. */
    List<String> complaints() {
        return complaints;
    }

    DemoPage open(URI address) {
        page.navigate(address.toString());
        return this;
    }

    DemoPage enter(String name, String room) {
        page.getByLabel("Your name").fill(name);
        page.getByLabel("Room", new Page.GetByLabelOptions().setExact(true)).fill(room);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Join the call"))
                .click();
        return this;
    }

    DemoPage join(String name, String room) {
        enter(name, room);
        try {
            assertThat(tile("You")).isVisible(visible());
        } catch (AssertionError e) {
            throw new AssertionError("the page has " + page.locator("body").innerText() + "\n" + complaints, e);
        }
        return this;
    }

    /** Somebody's picture. */
    Locator tile(String name) {
        return page.getByRole(AriaRole.LISTITEM, new Page.GetByRoleOptions().setName(name));
    }

    void awaitConnected(String name) {
        assertThat(tile(name)).hasAttribute("data-state", "connected", attribute());
    }

    void awaitGone(String name) {
        assertThat(tile(name)).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(WAIT_MS));
    }

    void awaitText(String text) {
        assertThat(page.getByText(text).first()).isVisible(visible());
    }

    /** What is written on somebody's picture: what is wrong with the connection, or nothing. */
    void awaitState(String name, String words) {
        assertThat(tile(name).locator(".tile-state"))
                .hasText(words, new LocatorAssertions.HasTextOptions().setTimeout(WAIT_MS));
    }

    /** Somebody's picture, with this said of it. */
    void awaitTile(String label) {
        assertThat(page.locator(".tile[aria-label='" + label + "']")).isVisible(visible());
    }

    /** As when its owner takes the permission back. */
    void loseMicrophone() {
        page.evaluate(LOSE_MICROPHONE);
    }

    void openChat() {
        page.locator("#chat-toggle").click();
    }

    void say(String text) {
        page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true)).fill(text);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send"))
                .click();
    }

    void awaitHeard(String who, String text) {
        assertThat(page.getByRole(AriaRole.LOG)
                        .getByRole(AriaRole.LISTITEM)
                        .filter(new Locator.FilterOptions().setHasText(who))
                        .filter(new Locator.FilterOptions().setHasText(text)))
                .isVisible(visible());
    }

    /** Video frames from others that this browser has decoded. */
    int framesDecoded() {
        return ((Number) page.evaluate(FRAMES_DECODED)).intValue();
    }

    /** One for each connection that the page has made and that goes some way: such as {@code relay 49152}. */
    List<String> ways() {
        Object ways = page.evaluate(WAYS);
        return ((List<?>) ways).stream().map(String::valueOf).toList();
    }

    /** As a browser does whose network has changed. */
    void restartIce() {
        page.evaluate("() => window.connections.at(-1).restartIce()");
    }

    int connections() {
        return ((Number) page.evaluate("() => window.connections.length")).intValue();
    }

    private static LocatorAssertions.IsVisibleOptions visible() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(WAIT_MS);
    }

    private static LocatorAssertions.HasAttributeOptions attribute() {
        return new LocatorAssertions.HasAttributeOptions().setTimeout(WAIT_MS);
    }

    /** As closing the window does: the page is told, and gets a moment. */
    @Override
    public void close() {
        page.close(new Page.CloseOptions().setRunBeforeUnload(false));
        context.close();
    }
}
