package io.chappe.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.TokenIssuer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Visitors of a site call, and agents take them, in browsers of their own and on two gateways. */
@Tag("browser")
@Timeout(120)
class ClickToCallIT {
    private static final TokenIssuer ISSUER = new TokenIssuer("2026-1");

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(1, 2, new JsonObject().put("tenants", JsonArray.of(tenant())));

    private static JsonObject tenant() {
        JsonObject open = new JsonObject().put("name", "desk-*").put("kind", "queue");
        JsonObject later =
                new JsonObject().put("name", "later-*").put("kind", "queue").put("opens", "2126-01-01T09:00:00Z");
        return ISSUER.tenant("shop")
                .put("origins", JsonArray.of("https://localhost:*", "http://localhost:*"))
                .put("rooms", JsonArray.of(open, later));
    }

    /** A caller that has written its own page, with what would do harm anywhere but in plain text. */
    private static final String HOSTILE_CALLER = """
            async ({ gateway, queue }) => {
              const { connect } = await import(gateway + '/client/chappe.js');
              const answer = await fetch('/call-token', { method: 'POST', body: new URLSearchParams({ visitor: 'mallory' }) });
              const client = await connect({ url: gateway + '/v1/signal', token: (await answer.json()).token });
              const bad = '<img src=x onerror="window.harmed=1">';
              const meta = { page: 'javascript:window.harmed=1', topic: bad, title: bad, since: 'never', fields: { [bad]: bad, n: { a: 1 } } };
              void client.join(queue, { meta });
            }
            """;

    /** Another agent of the queue, who wants the one who is there to be elsewhere. */
    private static final String MOVE_AGENT = """
            async to => {
              const { connect } = await import('/client/chappe.js');
              const address = new URLSearchParams(location.hash.slice(1));
              const client = await connect({ url: new URL('/v1/signal', location.href).href, token: address.get('token') });
              const queue = await client.join(address.get('queue'));
              await queue.move(queue.others[0].session, to);
            }
            """;

    private static Chromium chromium;
    private static Browser browser;
    private static Shop shop;

    private final String queue = "desk-" + UUID.randomUUID().toString().substring(0, 8);
    private final List<CallWindow> windows = new ArrayList<>();

    @BeforeAll
    static void launch() throws Exception {
        chromium = new Chromium(CLUSTER.tls().spki());
        browser = chromium.withDevices();
        shop = Shop.open(CLUSTER, ISSUER);
    }

    @AfterAll
    static void close() {
        shop.close();
        chromium.close();
    }

    @AfterEach
    void closeWindows() {
        windows.forEach(CallWindow::close);
    }

    private CallerPage visitor(int gateway) {
        CallerPage caller = keep(CallerPage.allowed(browser));
        caller.holdSockets();
        return caller.open(shop.page(gateway, queue));
    }

    /** One that waits already. */
    private CallerPage waiting(int gateway, String title) {
        CallerPage caller = visitor(gateway).press("Ask us");
        caller.awaitTitle(title);
        return caller;
    }

    private AgentPage agent(int gateway, String name) {
        AgentPage agent = keep(AgentPage.at(browser, shop.desk(gateway, queue, name)));
        return agent.goOnline();
    }

    private <W extends CallWindow> W keep(W window) {
        windows.add(window);
        return window;
    }

    @Test
    void twoAgentsTakeThreeCallers() {
        // Given
        CallerPage first = visitor(0);
        first.button("Ask us").hover();
        first.shoot("ready");
        first.press("Ask us").awaitTitle("You are next");
        CallerPage second = waiting(1, "You are number 2 in line");
        CallerPage third = waiting(0, "You are number 3 in line");
        third.awaitMusic();
        third.shoot("waiting");
        AgentPage ann = agent(0, "Ann");
        AgentPage bob = agent(1, "Bob");
        ann.awaitCallers(3);
        bob.awaitCallers(3);
        ann.shoot("agent-queue");

        // When
        ann.press("#next");
        bob.press("#next");

        // Then
        for (CallWindow talking : List.of(ann, bob, first, second)) {
            talking.awaitVoice();
            assertThat(talking.microphonesInUse()).isEqualTo(1);
        }
        first.awaitTitle("You are talking to");
        second.awaitTitle("You are talking to");
        assertThat(List.of(first.title(), second.title()))
                .containsExactlyInAnyOrder("You are talking to Ann", "You are talking to Bob");
        first.awaitSilence();
        third.awaitTitle("You are next");
        third.awaitMusic();
        ann.awaitCallers(1);
        assertThat(ann.context()).containsText("4711");
        assertThat(ann.context().locator("a"))
                .hasText("localhost:" + URI.create(first.page().url()).getPort() + "/prices");
        ann.shoot("agent-talking");
        first.shoot("talking");

        CallerPage done = first.title().endsWith("Ann") ? first : second;
        ann.hangUp();
        done.awaitTitle("The call has ended");
        done.shoot("ended");
        assertThat(done.microphonesInUse()).isZero();
        assertThat(ann.microphonesInUse()).isZero();
        ann.takeNext();
        third.awaitTitle("You are talking to Ann");
        third.awaitVoice();
        third.press("Hang up");
        ann.awaitLast("The caller has hung up");
        assertThat(ann.microphonesInUse()).isZero();
        for (CallWindow window : windows) {
            assertThat(window.complaints()).isEmpty();
        }
    }

    @Test
    void whoIsSlowerIsTold() {
        // Given
        CallerPage caller = waiting(0, "You are next");
        AgentPage ann = agent(0, "Ann");
        AgentPage bob = keep(AgentPage.at(browser, shop.desk(1, queue, "Bob")));
        List<String> late = bob.holdBack("\"lobby\"");
        bob.page().reload();
        bob.goOnline();
        bob.awaitCallers(1);
        late.add("hold");
        ann.awaitCallers(1);
        ann.press("#waiting button");
        caller.awaitTitle("You are talking to Ann");

        // When
        bob.press("#waiting button");

        // Then
        bob.awaitText(bob.page().locator("#toast"), "Another agent was faster");
        bob.shoot("agent-slower");
        bob.awaitState("Available");
        assertThat(bob.microphonesInUse()).isZero();
        caller.awaitVoice();
    }

    @Test
    void whoAllowsNoMicrophoneIsToldHow() {
        // Given
        CallerPage caller = keep(CallerPage.denied(browser)).open(shop.page(0, queue));

        // When
        caller.press("Ask us");

        // Then
        caller.awaitTitle("Your microphone is blocked");
        caller.awaitWords("icon in the address bar");
        caller.shoot("denied");
        caller.allow();
        caller.press("Try again").awaitTitle("You are next");
    }

    @Test
    void aKeyboardIsEnough() {
        // Given
        CallerPage caller = visitor(1);
        assertThat(caller.button("Ask us")).isVisible();

        // When
        caller.page().keyboard().press("Tab");
        String start = caller.focused();
        caller.shoot("focus");
        caller.page().keyboard().press("Enter");
        caller.awaitTitle("You are next");

        // Then
        assertThat(start).isEqualTo("Ask us");
        assertThat(caller.focused()).isEqualTo("You are next");
        caller.awaitMusic();
        caller.page().keyboard().press("Tab");
        assertThat(caller.focused()).isEqualTo("Music off");
        caller.page().keyboard().press("Space");
        caller.awaitSilence();
        assertThat(caller.focused()).isEqualTo("Music on");
        caller.page().keyboard().press("Tab");
        caller.shoot("focus-waiting");
        caller.page().keyboard().press("Enter");
        assertThat(caller.button("Ask us")).isFocused();
        assertThat(caller.microphonesInUse()).isZero();
    }

    @Test
    void whoLosesItsAgentWaitsAgain() {
        // Given
        CallerPage caller = waiting(0, "You are next");
        AgentPage agent = keep(AgentPage.at(browser, shop.desk(1, queue, "Ann")));
        agent.holdSockets();
        agent.page().reload();
        agent.goOnline().takeNext();
        caller.awaitTitle("You are talking to Ann");

        // When
        agent.breakSocket(true);

        // Then
        agent.awaitState("Reconnecting");
        agent.shoot("agent-reconnecting");
        caller.awaitWords("The connection to our agent was lost.");
        caller.awaitTitle("You are next");
        caller.awaitMusic();
        caller.shoot("waiting-again");
        AgentPage other = agent(0, "Bob");
        other.takeNext();
        caller.awaitTitle("You are talking to Bob");
        caller.awaitVoice();
    }

    @Test
    void whoIsTransferredWaitsInTheOtherQueue() {
        // Given
        String billing = "desk-billing-" + queue;
        CallerPage caller = waiting(0, "You are next");
        AgentPage ann = keep(AgentPage.at(browser, shop.desk(1, queue, "Ann", billing, "desk-returns")));
        ann.goOnline().takeNext();
        caller.awaitTitle("You are talking to Ann");
        caller.awaitVoice();
        ann.shoot("agent-transfer");

        // When
        ann.press("#transfer button");

        // Then
        caller.awaitWords("You are being transferred.");
        caller.awaitTitle("You are next");
        caller.awaitMusic();
        caller.shoot("transferred");
        ann.awaitLast("The caller was transferred");
        assertThat(ann.microphonesInUse()).isZero();
        AgentPage bob =
                keep(AgentPage.at(browser, shop.desk(0, billing, "Bob"))).goOnline();
        bob.awaitCallers(1);
        bob.takeNext();
        caller.awaitTitle("You are talking to Bob");
        caller.awaitVoice();
        assertThat(bob.context()).containsText("4711");
        assertThat(caller.microphonesInUse()).isEqualTo(1);
    }

    @Test
    void anAgentWhoseMicrophoneIsGoneIsToldAndCanPassTheCallOn() {
        // Given
        CallerPage caller = waiting(0, "You are next");
        AgentPage ann = keep(AgentPage.at(browser, shop.desk(1, queue, "Ann", "desk-billing-" + queue)));
        ann.goOnline().takeNext();
        caller.awaitTitle("You are talking to Ann");
        caller.awaitVoice();

        // When
        ann.loseMicrophone();

        // Then
        ann.awaitState("On a call, not heard");
        ann.awaitSound("The caller can’t hear you any more: your microphone is gone. Transfer the call, or hang up.");
        assertThat(ann.page().locator("#call-state")).hasAttribute("role", "status");
        assertThat(ann.page().locator("#mute")).isDisabled();
        ann.shoot("agent-unheard");
        ann.press("#transfer button");
        caller.awaitWords("You are being transferred.");
        caller.awaitTitle("You are next");
        ann.awaitLast("The caller was transferred");
        CallerPage second = waiting(1, "You are next");
        ann.takeNext();
        second.awaitTitle("You are talking to Ann");
        second.awaitVoice();
        assertThat(ann.page().locator("#state")).hasText("On a call");
        assertThat(ann.page().locator("#call-state")).isEmpty();
        assertThat(ann.page().locator("#mute")).isEnabled();
    }

    @Test
    void aDeskThatIsClosedOpensNoMicrophoneForWhereItsAgentIsLed() {
        // Given
        AgentPage ann = agent(0, "Ann");
        AgentPage bob = keep(AgentPage.at(browser, shop.desk(1, queue, "Bob")));

        // When
        bob.page().evaluate(MOVE_AGENT, "desk-other-" + queue);

        // Then
        assertThat(ann.page().locator("#open")).isVisible();
        ann.settleMicrophones();
        assertThat(ann.microphonesInUse()).isZero();
    }

    @Test
    void whoLosesItsSocketKeepsItsPlace() {
        // Given
        CallerPage caller = waiting(0, "You are next");
        waiting(1, "You are number 2 in line");

        // When
        caller.breakSocket(false);

        // Then
        caller.awaitWords("Your connection is interrupted.");
        caller.shoot("trouble-reconnecting");
        caller.awaitWords("We are with you");
        assertThat(caller.title()).isEqualTo("You are next");
    }

    @Test
    void beforeTheQueueOpensNobodyWaits() {
        // Given
        CallerPage caller = keep(CallerPage.allowed(browser)).open(shop.page(0, "later-" + queue));

        // When
        caller.press("Ask us");

        // Then
        caller.awaitTitle("Nobody is there now");
        caller.shoot("trouble-closed");
        assertThat(caller.microphonesInUse()).isZero();
        caller.press("Close");
        assertThat(caller.button("Ask us")).isFocused();
    }

    @Test
    void whoGetsNoTokenFromTheSiteIsToldAtOnce() {
        // Given
        CallerPage caller = keep(CallerPage.allowed(browser)).open(shop.pageForMembers(0, queue));

        // When
        caller.press("Ask us");

        // Then
        caller.awaitTitle("We can’t take your call");
        caller.awaitWords("you are not signed in");
        assertThat(caller.microphonesInUse()).isZero();
    }

    @Test
    void strangersWordsStayText() {
        // Given
        AgentPage agent = agent(0, "Ann");
        CallerPage mallory = visitor(1);
        String gateway = "https://localhost:" + CLUSTER.gateway(1).page().getPort();

        // When
        mallory.page().evaluate(HOSTILE_CALLER, Map.of("gateway", gateway, "queue", queue));

        // Then
        agent.awaitCallers(1);
        assertThat(agent.callers()).containsText("<img src=x");
        assertThat(agent.page().locator("#waiting :is(img, a)")).hasCount(0);
        agent.takeNext();
        agent.awaitState("On a call");
        assertThat(agent.context()).containsText("<img src=x");
        assertThat(agent.page().locator("#call :is(img, a)")).hasCount(0);
        assertThat(agent.page().evaluate("window.harmed")).isNull();
        assertThat(agent.complaints()).isEmpty();
    }
}
