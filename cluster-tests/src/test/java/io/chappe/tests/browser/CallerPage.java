package io.chappe.tests.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;

/** A visitor on a page of some site, with its call button. */
final class CallerPage extends CallWindow {
    private CallerPage(BrowserContext context) {
        super(context);
    }

    static CallerPage allowed(Browser browser) {
        CallerPage caller = denied(browser);
        caller.allow();
        return caller;
    }

    static CallerPage denied(Browser browser) {
        return new CallerPage(browser.newContext());
    }

    CallerPage open(URI address) {
        page().navigate(address.toString());
        return this;
    }

    Locator button(String name) {
        return page().getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    CallerPage press(String name) {
        button(name).click();
        return this;
    }

    /** What is said of its call, above all else. */
    void awaitTitle(String words) {
        awaitText(page().locator("chappe-call h2"), words);
    }

    void awaitWords(String words) {
        awaitText(page().locator("chappe-call .text"), words);
    }

    String title() {
        return page().locator("chappe-call h2").innerText();
    }

    /** Of what has the focus, within the button's shadow root. */
    String focused() {
        return (String) page().evaluate("() => document.activeElement.shadowRoot?.activeElement?.textContent ?? ''");
    }
}
