package io.chappe.tests.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.chappe.tests.harness.Admin;
import java.util.ArrayList;
import java.util.List;

/** The console in a browser window of its own, as somebody in front of it uses it. */
final class ConsolePage implements AutoCloseable {
    private static final double WAIT_MS = 20_000;

    /** Said by the browser of each answer that is no success, which the page explains. */
    private static final String FAILED_REQUEST = "Failed to load resource";

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private ConsolePage(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.setDefaultTimeout(WAIT_MS);
        page.onPageError(complaints::add);
        page.onDialog(dialog -> complaints.add("a script of a name has run: " + dialog.message()));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith(FAILED_REQUEST)) {
                complaints.add(message.text());
            }
        });
    }

    /**
     * @param place after the {@code #}
     */
    static ConsolePage open(Browser browser, Admin admin, String place) {
        ConsolePage console = new ConsolePage(browser.newContext());
        console.page.navigate(admin.url() + "/admin" + (place.isEmpty() ? "" : "/#" + place));
        return console;
    }

    ConsolePage signIn(String key) {
        page.getByLabel("API key").fill(key);
        button("Sign in").click();
        return this;
    }

    /** As somebody who follows a link. */
    ConsolePage go(String place) {
        page.evaluate("place => { location.hash = place; }", place);
        return this;
    }

    Page page() {
        return page;
    }

    Locator main() {
        return page.locator("#main");
    }

    Locator title() {
        return page.locator("h1");
    }

    /** By its first words. */
    Locator button(String words) {
        return button(page.locator("body"), words);
    }

    static Locator button(Locator place, String words) {
        return place.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(words).setExact(false));
    }

    /** What has a text in it, of a table. */
    Locator row(String words) {
        return page.locator("tbody tr", new Page.LocatorOptions().setHasText(words));
    }

    Locator dialog() {
        return page.locator("dialog[open]");
    }

    /** Says yes in the dialog. */
    void confirm(String words) {
        button(dialog(), words).click();
    }

    Locator state() {
        return page.locator(".state");
    }

    /** What the page has logged as an error or not caught, broken policies included. */
    List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        context.close();
    }
}
