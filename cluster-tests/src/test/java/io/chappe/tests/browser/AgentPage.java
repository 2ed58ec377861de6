package io.chappe.tests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.URI;

/** An agent at the desk. */
final class AgentPage extends CallWindow {
    private AgentPage(BrowserContext context) {
        super(context);
    }

    /** It may use the microphone, and takes no calls yet. */
    static AgentPage at(Browser browser, URI address) {
        AgentPage agent = new AgentPage(browser.newContext());
        agent.allow();
        agent.page().navigate(address.toString());
        return agent;
    }

    AgentPage goOnline() {
        page().locator("#open").click();
        awaitText(page().locator("#state"), "Available");
        return this;
    }

    Locator callers() {
        return page().locator("#waiting li");
    }

    void awaitCallers(int count) {
        assertThat(callers()).hasCount(count, new LocatorAssertions.HasCountOptions().setTimeout(WAIT_MS));
    }

    /** At once, whatever the page is about to hear. */
    void press(String selector) {
        page().evaluate("selector => document.querySelector(selector).click()", selector);
    }

    /** As soon as there is one: who is in the queue need not be on this page yet. */
    void takeNext() {
        page().waitForSelector("#next:enabled");
        press("#next");
    }

    void awaitState(String words) {
        awaitText(page().locator("#state"), words);
    }

    /** What is wrong with what they hear of each other. */
    void awaitSound(String words) {
        awaitText(page().locator("#call-state"), words);
    }

    void awaitLast(String words) {
        awaitText(page().locator("#last"), words);
    }

    void hangUp() {
        page().locator("#hang-up").click();
    }

    /** What the caller of its call says of itself. */
    Locator context() {
        return page().locator("#context");
    }
}
