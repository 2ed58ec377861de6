package io.chappe.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import io.chappe.tests.harness.Cluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A browser window in which somebody talks: what is heard there, and whether its microphone is in use. */
class CallWindow implements AutoCloseable {
    static final double WAIT_MS = 20_000;
    private static final Duration WAIT = Duration.ofMillis((long) WAIT_MS);
    private static final Path PICTURES = Cluster.root().resolve("cluster-tests/target/screenshots");
    private static final int PHONE = 375;
    private static final int DESKTOP = 1_100;
    private static final int HEIGHT = 760;

    /** Remembers the page's connections, its microphones, and what it plays by itself. */
    private static final String LISTEN = """
            window.connections = [];
            window.microphones = [];
            window.players = [];
            const Native = window.RTCPeerConnection;
            window.RTCPeerConnection = class extends Native {
              constructor(...args) { super(...args); connections.push(this); }
            };
            const ask = MediaDevices.prototype.getUserMedia;
            MediaDevices.prototype.getUserMedia = async function (wanted) {
              const stream = await ask.call(this, wanted);
              microphones.push(...stream.getTracks());
              return stream;
            };
            const connect = AudioNode.prototype.connect;
            AudioNode.prototype.connect = function (to, ...more) {
              if (to instanceof AudioDestinationNode && this.context instanceof AudioContext) {
                players.push(connect.call(this, new AnalyserNode(this.context)));
              }
              return connect.call(this, to, ...more);
            };
            """;

    private static final String BYTES_HEARD = """
            async () => {
              let bytes = 0;
              for (const connection of window.connections) {
                (await connection.getStats()).forEach(entry => {
                  if (entry.type === 'inbound-rtp' && entry.kind === 'audio') bytes += entry.bytesReceived;
                });
              }
              return bytes;
            }
            """;

    private static final String LOUDNESS = """
            () => Math.max(0, ...window.players.filter(({ context }) => context.state === 'running').map(player => {
              const samples = new Float32Array(player.fftSize);
              player.getFloatTimeDomainData(samples);
              return Math.max(...samples.map(Math.abs));
            }))
            """;

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final List<WebSocketRoute> sockets = new ArrayList<>();
    private final List<WebSocketRoute> servers = new ArrayList<>();

    CallWindow(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.setDefaultTimeout(WAIT_MS);
        page.setViewportSize(DESKTOP, HEIGHT);
        page.addInitScript(LISTEN);
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
    }

    final Page page() {
        return page;
    }

    /** Errors that the page has logged or not caught; what a browser does not let it do is one. */
    final List<String> complaints() {
        return complaints;
    }

    final void allow() {
        context.grantPermissions(List.of("microphone"));
    }

    /** From now on this window's sockets can be broken. */
    final void holdSockets() {
        page.routeWebSocket("**/v1/signal", socket -> {
            WebSocketRoute server = socket.connectToServer();
            sockets.add(socket);
            servers.add(server);
        });
    }

    /**
     * From now on, as soon as there is anything in the list, frames with these words do not come to the page any more.
     *
     * @return the list
     */
    final List<String> holdBack(String words) {
        List<String> held = new ArrayList<>();
        page.routeWebSocket("**/v1/signal", socket -> {
            WebSocketRoute server = socket.connectToServer();
            server.onMessage(frame -> {
                if (held.isEmpty() || !frame.text().contains(words)) {
                    socket.send(frame.text());
                }
            });
        });
        return held;
    }

    /**
     * Breaks the socket for both of its ends, as a network does.
     *
     * @param forGood whether no other one comes to anything
     */
    final void breakSocket(boolean forGood) {
        if (forGood) {
            page.routeWebSocket("**/v1/signal", WebSocketRoute::close);
        }
        int last = sockets.size() - 1;
        servers.get(last).close(new WebSocketRoute.CloseOptions().setCode(4000).setReason("broken"));
        sockets.get(last).close(new WebSocketRoute.CloseOptions().setCode(1012).setReason("broken"));
    }

    final void awaitText(Locator where, String words) {
        assertThat(where).containsText(words, new LocatorAssertions.ContainsTextOptions().setTimeout(WAIT_MS));
    }

    /** Sound arrives from the other one, now. */
    final void awaitVoice() {
        int before = bytesHeard();
        await().pollInSameThread().atMost(WAIT).until(() -> bytesHeard() > before + 1_000);
    }

    private int bytesHeard() {
        return ((Number) page.evaluate(BYTES_HEARD)).intValue();
    }

    final void awaitMusic() {
        await().pollInSameThread().atMost(WAIT).until(() -> loudness() > 0.01);
    }

    final void awaitSilence() {
        await().pollInSameThread().atMost(WAIT).until(() -> loudness() == 0);
    }

    private double loudness() {
        return ((Number) page.evaluate(LOUDNESS)).doubleValue();
    }

    /** How many of the microphones that it was given it has not let go. */
    final int microphonesInUse() {
        Object live =
                page.evaluate("() => window.microphones.filter(({ readyState }) => readyState === 'live').length");
        return ((Number) live).intValue();
    }

    /** As when it is unplugged: a script cannot do that, and its own {@code stop} is told to nobody. */
    final void loseMicrophone() {
        page.evaluate("""
                () => window.microphones.filter(({ readyState }) => readyState === 'live').forEach(track => {
                  track.stop();
                  track.dispatchEvent(new Event('ended'));
                })
                """);
    }

    /** The browser has nothing left to do with microphones that the page has asked for before. */
    final void settleMicrophones() {
        page.evaluate("""
                async () => {
                  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
                  stream.getTracks().forEach(track => track.stop());
                }
                """);
    }

    /** Pictures for people to look at; what a machine can see, it checks: nothing is wider than the screen. */
    final void shoot(String state) {
        for (int width : List.of(PHONE, DESKTOP)) {
            page.setViewportSize(width, HEIGHT);
            for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                String name =
                        "desk-" + state + "-" + width + "-" + scheme.toString().toLowerCase(Locale.ROOT);
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve(name + ".png"))
                        .setAnimations(ScreenshotAnimations.DISABLED));
            }
            Object wide = page.evaluate("document.documentElement.scrollWidth");
            assertThat(((Number) wide).intValue()).as("width of %s", state).isLessThanOrEqualTo(width);
        }
    }

    /** As closing the window does: the page is told, and gets a moment. */
    @Override
    public void close() {
        page.close(new Page.CloseOptions().setRunBeforeUnload(false));
        context.close();
    }
}
