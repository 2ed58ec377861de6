package io.chappe.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.NodeProcess;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A gateway ends while two browsers, one on it and one on another gateway, are in a call over it. */
@Tag("browser")
@Timeout(120)
class MoveIT {
    @RegisterExtension
    static final Cluster CLUSTER =
            Cluster.of(1, 2, new JsonObject().put("drain", new JsonObject().put("deadline", "20s")));

    /** Joins a call with a moving picture, and writes down what it is told; it sends a numbered note each 50 ms. */
    private static final String CALL = """
            async ({ urls, name }) => {
              const { connect, Call } = await import('/client/chappe.js');
              const client = await connect({ urls, tenant: 'demo', peer: name });
              const room = await client.join('move', { meta: { name } });
              const t = window.t = { client, events: [], heard: [], failed: [], sent: 0, going: true };
              for (const event of ['reconnecting', 'resumed', 'reconnected', 'go-away', 'close']) {
                client.on(event, () => t.events.push(event));
              }
              for (const event of ['member-left', 'member-updated', 'members-replaced']) {
                room.on(event, ({ state }) => t.events.push(`${event} ${state ?? ''}`));
              }
              client.on('signal', ({ kind, data }) => kind === 'note' && t.heard.push(data.n));

              const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 64 });
              const context = canvas.getContext('2d');
              setInterval(() => context.fillRect(Math.random() * 64, Math.random() * 64, 4, 4), 50);
              const stream = canvas.captureStream(15);
              t.call = new Call(room);
              t.call.on('peer-left', ({ reason }) => t.events.push(`peer-left ${reason}`));
              t.call.publish(stream.getVideoTracks()[0], stream);
              t.frames = async () => {
                const [peer] = t.call.peers.values();
                const reports = [...(await peer?.connection.getStats() ?? new Map()).values()];
                return reports.find(({ type, kind }) => type === 'inbound-rtp' && kind === 'video')?.framesDecoded ?? 0;
              };
              const timer = setInterval(() => {
                const [other] = room.others;
                if (!t.going) return clearInterval(timer);
                if (!other) return;
                const n = ++t.sent;
                room.signal(other.session, 'note', { n }, { want: 'received' }).catch(({ code }) => t.failed.push(`${n} ${code}`));
              }, 50);
            }
            """;

    @Test
    void theCallGoesOnAndNobodyNotices() {
        String one = CLUSTER.gateway(0).signalUrl().toString();
        String two = CLUSTER.gateway(1).signalUrl().toString();
        try (Chromium chromium = new Chromium(CLUSTER.tls().spki());
                Browser browser = chromium.withDevices();
                BrowserContext context = browser.newContext()) {
            // Given
            Page ann = call(context.newPage(), "ann", List.of(one, two));
            Page bob = call(context.newPage(), "bob", List.of(two, one));
            awaitFrames(ann, 20);
            awaitFrames(bob, 20);

            // When
            NodeProcess.Ended ended = CLUSTER.gateway(0).process().stop(Duration.ofSeconds(25));

            // Then
            assertThat(ended.exitCode()).isZero();
            assertThat(ended.took()).isLessThan(Duration.ofSeconds(15));
            awaitFrames(ann, frames(ann) + 20);
            awaitFrames(bob, frames(bob) + 20);
            for (Page page : List.of(ann, bob)) {
                page.evaluate("() => (t.going = false)");
            }
            awaitAll(ann, bob);
            awaitAll(bob, ann);
            assertThat(page(ann, "t.events")).isEqualTo(List.of("go-away", "resumed"));
            assertThat(page(bob, "t.events")).isEqualTo(List.of());
        }
    }

    private static Page call(Page page, String name, List<String> urls) {
        page.navigate(CLUSTER.gateway(1).page().toString());
        page.evaluate(CALL, Map.of("urls", urls, "name", name));
        return page;
    }

    private static void awaitFrames(Page page, int atLeast) {
        // Playwright is for one thread: no awaiting on another.
        await().pollInSameThread().atMost(Duration.ofSeconds(20)).until(() -> frames(page) >= atLeast);
    }

    private static int frames(Page page) {
        return ((Number) page.evaluate("() => t.frames()")).intValue();
    }

    /** Every note arrives, once, in order, and its sender knows. */
    private static void awaitAll(Page from, Page to) {
        int sent = ((Number) page(from, "t.sent")).intValue();
        assertThat(sent).isGreaterThan(20);
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(15))
                .until(() -> ((List<?>) page(to, "t.heard")).size() >= sent);
        assertThat((List<?>) page(to, "t.heard")).hasSize(sent);
        assertThat(page(to, "t.heard.every((n, i) => n === i + 1)")).isEqualTo(true);
        assertThat(page(from, "t.failed")).isEqualTo(List.of());
    }

    private static Object page(Page page, String expression) {
        return page.evaluate("() => " + expression);
    }
}
