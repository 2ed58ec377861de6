package io.chappe.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import io.chappe.client.Relayed;
import io.chappe.client.Target;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Peer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the console shows while it happens: events of a tenant, and what is signaled on two gateways. */
class AdminConsoleLiveIT extends ConsoleFixture {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(1, 2, new ConsoleKeys());

    private static final int A_SECOND = 20;

    AdminConsoleLiveIT() {
        super(CLUSTER);
    }

    @Test
    void eventsAppearAsTheyHappen() {
        String room = "room-" + id;
        try (ConsolePage console = operator("/tenants/demo/events")) {
            // Given
            assertThat(console.state()).containsText("Listening");

            // When
            member(1, "ann-" + id, room);

            // Then
            Locator joined = console.page()
                    .locator("tbody tr")
                    .filter(new Locator.FilterOptions().setHasText("member.joined"))
                    .filter(new Locator.FilterOptions().setHasText("ann-" + id));
            assertThat(joined).containsText(room);
            assertThat(console.row("ann-" + id).filter(new Locator.FilterOptions().setHasText("session.opened")))
                    .hasCount(1);
            console.page().locator("#subject").selectOption("room.");
            assertThat(console.row("room.opened").first()).isVisible();
            assertThat(joined).hasCount(0);
            assertQuiet(console);
        }
    }

    @Test
    void eventsOfAllTenantsSayWhoseTheyAre() {
        try (ConsolePage console = operator("/")) {
            // Given
            console.page()
                    .locator("#menu a")
                    .filter(new Locator.FilterOptions().setHasText("Events"))
                    .click();
            assertThat(console.state()).containsText("Listening");

            // When
            member(1, "ann-" + id, "room-" + id);

            // Then
            assertThat(console.row("ann-" + id).first().locator("a[href='#/tenants/demo']"))
                    .isVisible();
            assertQuiet(console);
        }
    }

    @Test
    void whoHasPausedMissesNothing() {
        try (ConsolePage console = operator("/tenants/demo/events")) {
            // Given
            assertThat(console.state()).containsText("Listening");
            console.button("Pause").click();
            member(0, "ann-" + id, "room-" + id);
            assertThat(console.button("Go on (")).isVisible();
            assertThat(console.row("ann-" + id)).hasCount(0);

            // When
            console.button("Go on").click();

            // Then
            assertThat(console.row("ann-" + id).first()).isVisible();
            assertQuiet(console);
        }
    }

    @Test
    void whatHappensWhileNobodyListensComesLater() {
        try (ConsolePage console = ConsolePage.open(browser, admin, "/tenants/demo/events")) {
            // Given
            console.page().route("**/events/stream", Route::abort);
            console.signIn(admin.key());
            assertThat(console.state()).containsText("Not listening");
            assertThat(console.main()).containsText("The admin API can’t be reached");
            member(0, "ann-" + id, "room-" + id);

            // When
            console.page().unroute("**/events/stream");

            // Then
            assertThat(console.state()).containsText("Listening");
            assertThat(console.row("ann-" + id).first()).isVisible();
            assertThat(console.main()).not().containsText("can’t be reached");
            assertQuiet(console);
        }
    }

    @Test
    void theRateOfSignalsIsShown() {
        Peer ann = member(0, "ann-" + id, "room-" + id);
        member(1, "bob-" + id, "room-" + id);
        Queue<Future<Relayed>> sent = new ConcurrentLinkedQueue<>();
        ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
        try (ConsolePage console = operator("/")) {
            // Given
            Locator figure = console.page().locator("[data-figure=Signals] strong");

            // When
            ScheduledFuture<?> sending = sender.scheduleAtFixedRate(
                    () -> sent.add(ann.session().signal(Target.room("room-" + id), "chat", "hello")),
                    0,
                    1_000 / A_SECOND,
                    TimeUnit.MILLISECONDS);

            // Then
            assertThat(console.page().locator("svg[role=img] .line")).hasCount(2);
            await().atMost(30, TimeUnit.SECONDS)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(Double.parseDouble(figure.innerText()))
                            .isBetween(A_SECOND * 0.6, A_SECOND * 1.4));
            assertThat(console.page().locator("svg[role=img]").first())
                    .hasAttribute("aria-label", Pattern.compile("Signals a second: .* now.*"));
            assertThat(sending.isDone()).isFalse();
            assertThat(sent).noneMatch(Future::failed);
            assertQuiet(console);
        } finally {
            sender.shutdownNow();
        }
    }

    @Test
    void aBanIsLifted() {
        String room = "room-" + id;
        member(0, "ann-" + id, room);
        String ban = "/tenants/demo/rooms/" + room + "/bans/bob-" + id;
        admin.ask("PUT", ban, new JsonObject().put("seconds", 600));
        try (ConsolePage console = operator("/tenants/demo/rooms/" + room)) {
            // Given
            assertThat(console.main()).containsText("Kept out");

            // When
            console.button("Lift the ban of bob").click();
            console.confirm("Lift the ban");

            // Then
            assertThat(console.main()).not().containsText("Kept out");
            assertThat(admin.get("/tenants/demo/rooms/" + room).getJsonArray("bans"))
                    .isEmpty();
            assertQuiet(console);
        }
    }

    @Test
    void aKeyThatOnlyReadsIsOfferedNothingElse() {
        String room = "room-" + id;
        member(0, "ann-" + id, room);
        try (ConsolePage console = ConsolePage.open(browser, admin, "/tenants/demo/rooms/" + room)) {
            // When
            console.signIn(ConsoleKeys.READERS_KEY);

            // Then
            assertThat(console.row("ann-" + id)).isVisible();
            assertThat(console.main().locator("button")).hasCount(0);
            console.go("/tenants/demo/peers/ann-" + id);
            assertThat(console.row(room)).isVisible();
            assertThat(console.main().locator("button")).hasCount(0);
            assertQuiet(console);
        }
    }
}
