package io.chappe.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.chappe.client.Joined;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Peer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an administrator sees and does in the console of tenants, their rooms and their peers. */
class AdminConsoleTenantsIT extends ConsoleFixture {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(1, 2, new ConsoleKeys());

    private static final int PAGE = 50;

    AdminConsoleTenantsIT() {
        super(CLUSTER);
    }

    private String room() {
        return "/tenants/demo/rooms/room-" + id;
    }

    @Test
    void aRoomIsShownAsItIsAndWhoIsKickedIsGone() {
        String room = "room-" + id;
        Peer ann = member(0, "ann-" + id, room);
        try (ConsolePage console = operator("/tenants/demo/rooms?prefix=" + room)) {
            // Given
            console.page().getByText(room).last().click();
            assertThat(console.row("ann-" + id)).hasCount(1);
            member(1, "bob-" + id, room);
            assertThat(console.row("bob-" + id)).containsText("online");

            // When
            ConsolePage.button(console.row("bob-" + id), "Kick").click();
            console.confirm("Kick");

            // Then
            assertThat(console.row("bob-" + id)).hasCount(0);
            ann.awaitPeersIn(room, "ann-" + id);
            assertThat(console.main()).containsText("Kept out");
            assertQuiet(console);
        }
    }

    @Test
    void aNameIsAText() {
        // Given
        String name = "<img src=x onerror=alert(1)>" + id;
        member(0, name, "<b>" + id);

        // When
        try (ConsolePage console = operator("/tenants/demo/rooms")) {
            // Then
            console.page().getByText("<b>" + id).click();
            assertThat(console.row(name)).hasCount(1);
            console.page().getByText(name).click();
            assertThat(console.title()).hasText(name);
            assertThat(console.main()).containsText("online");
            assertThat(console.page().locator("main img, main b")).hasCount(0);
            assertQuiet(console);
        }
    }

    @Test
    void whoWaitsIsLetInOrTurnedAway() {
        String tenant = tenant();
        String room = "lobby-" + id;
        Future<Joined> ann = peer(0, tenant, "ann").joining(room);
        Future<Joined> bob = peer(1, tenant, "bob").joining(room);
        try (ConsolePage console = operator("/tenants/" + tenant + "/rooms/" + room)) {
            // Given
            assertThat(console.row("ann")).containsText("waiting");
            assertThat(console.row("bob")).containsText("waiting");

            // When
            ConsolePage.button(console.row("ann"), "Admit").click();
            console.confirm("Admit");
            ConsolePage.button(console.row("bob"), "Deny").click();
            console.confirm("Deny");

            // Then
            assertThat(console.row("bob")).hasCount(0);
            assertThat(ConsolePage.button(console.row("ann"), "Kick")).isVisible();
            assertThat(Peer.wait(ann).members()).hasSize(1);
            assertThat(Peer.wait(bob.transform(Future::succeededFuture)).failed())
                    .isTrue();
            assertQuiet(console);
        }
    }

    @Test
    void aRoomIsLockedEmptiedAndClosed() {
        Peer ann = member(0, "ann-" + id, "room-" + id);
        member(1, "bob-" + id, "room-" + id);
        try (ConsolePage console = operator(room())) {
            // Given
            console.button("Lock").click();
            console.confirm("Lock");
            assertThat(console.main()).containsText("moderators only");
            ConsolePage.button(console.row("bob-" + id), "Move").click();
            console.dialog().getByLabel("To the room").fill("other-" + id);
            console.confirm("Move");
            assertThat(console.row("bob-" + id)).hasCount(0);

            // When
            console.button("Close room").click();
            console.confirm("Close room");

            // Then
            assertThat(console.main()).containsText("Nobody is in this room");
            assertThat(ann.session().closed().isComplete()).isFalse();
            console.go("/tenants/demo/rooms/other-" + id);
            assertThat(console.row("bob-" + id)).hasCount(1);
            assertQuiet(console);
        }
    }

    @Test
    void aPeerIsFoundAndItsSessionEnded() {
        Peer ann = member(0, "ann-" + id, "room-" + id);
        try (ConsolePage console = operator("/tenants/demo/peers")) {
            // Given
            console.page().getByLabel("Find a peer").last().fill("ann-" + id);
            console.button("Find").click();
            assertThat(console.row("room-" + id)).containsText("online");

            // When
            console.button("End session").click();
            console.confirm("End session");

            // Then
            assertThat(console.main()).containsText("This peer has no session");
            assertThat(ann.closed().code()).isEqualTo(4403);
            assertQuiet(console);
        }
    }

    @Test
    void aTenantIsSuspendedAndLetInAgain() {
        String tenant = tenant();
        Peer ann = peer(1, tenant, "ann");
        try (ConsolePage console = operator("/tenants?prefix=" + tenant)) {
            // Given
            console.page().getByText(tenant).last().click();
            assertThat(console.main()).containsText("https://app.example.com");

            // When
            console.button("Suspend").click();
            console.confirm("Suspend");

            // Then
            assertThat(console.main().locator(".chip")).hasText("suspended");
            assertThat(ann.closed().code()).isEqualTo(4403);
            console.button("Resume").click();
            console.confirm("Resume");
            assertThat(console.main().locator(".chip")).hasText("active");
            assertQuiet(console);
        }
    }

    @Test
    void keysAreShownWithoutTheirSecrets() {
        // Given
        String secret = "a-secret-of-more-than-32-bytes-" + id;
        JsonObject key = new JsonObject()
                .put("kid", "2026-11")
                .put("algorithms", JsonArray.of("HS256"))
                .put("secret", secret);
        JsonObject terms = new JsonObject().put("tokens", new JsonObject().put("keys", JsonArray.of(key)));
        assertThat(admin.send("PUT", "/tenants/keys-" + id, terms).statusCode()).isEqualTo(201);

        // When
        try (ConsolePage console = operator("/tenants/keys-" + id)) {
            // Then
            assertThat(console.row("2026-11")).containsText("secret, which is not shown");
            assertThat(console.page().content()).doesNotContain(secret);
            assertQuiet(console);
        }
    }

    @Test
    void tokensAreTakenBack() {
        try (ConsolePage console = operator("/tenants/demo/revocations")) {
            // When
            console.button("Take back a peer’s tokens").click();
            console.dialog().getByLabel("Name of the peer").fill("ann-" + id);
            console.confirm("Take back");

            // Then
            assertThat(console.row("ann-" + id)).hasCount(1);
            assertQuiet(console);
        }
    }

    @Test
    void roomsComeInPages() {
        Peer ann = peer(0, "ann-" + id);
        Peer bob = peer(1, "bob-" + id);
        IntStream.range(0, 30).forEach(i -> {
            ann.join("a-" + id + i);
            bob.join("a-" + id + "b" + i);
        });
        try (ConsolePage console = operator("/tenants/demo/rooms?prefix=a-" + id)) {
            // Given
            Locator rooms = console.page().locator("tbody tr");
            assertThat(rooms).hasCount(PAGE);

            // When
            console.button("More").click();

            // Then
            assertThat(rooms).hasCount(60);
            assertThat(console.button("More")).hasCount(0);
            assertQuiet(console);
        }
    }

    @Test
    void aKeyOfATenantSeesThatOneAlone() {
        member(0, "ann-" + id, "room-" + id);
        try (ConsolePage console = ConsolePage.open(browser, admin, "/tenants").signIn(ConsoleKeys.TENANTS_KEY)) {
            // Given
            assertThat(console.main()).containsText("does not see the list of tenants");
            console.page().getByLabel("Open a tenant").last().fill("demo");
            console.button("Open").click();
            assertThat(console.main()).containsText("Its terms are not in the store");
            console.go(room());
            assertThat(console.row("ann-" + id)).hasCount(1);

            // When
            console.go("/tenants/other");

            // Then
            assertThat(console.main()).containsText("Your key sees no such tenant");
            console.go("/tenants/other/rooms");
            assertThat(console.main()).containsText("There is no such tenant");
            assertQuiet(console);
        }
    }
}
