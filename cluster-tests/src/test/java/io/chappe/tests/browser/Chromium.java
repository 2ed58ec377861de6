package io.chappe.tests.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The system's own Chromium, driven by Playwright; nothing is downloaded. For the thread that made it. */
final class Chromium implements AutoCloseable {
    private static final Path EXECUTABLE = Path.of("/usr/bin/chromium");
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--disable-quic",
            "--disable-gpu",
            // Two pages of one machine find each other without a network and without its name service.
            "--allow-loopback-in-peer-connection",
            "--disable-features=WebRtcHideLocalIpsWithMdns");

    private final Playwright playwright;
    private final String trustedKey;

    /**
     * @param trustedKey SPKI digest of the certificate that browsers are to accept
     */
    Chromium(String trustedKey) {
        if (!Files.isExecutable(EXECUTABLE)) {
            throw new AssertionError(EXECUTABLE + " is missing: apt-get install chromium");
        }
        this.trustedKey = trustedKey;
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    /** A browser with a camera and a microphone that need no hardware. */
    Browser withDevices() {
        return launch("--use-fake-device-for-media-stream");
    }

    /** A browser on a machine without camera and microphone. */
    Browser withoutDevices() {
        return launch();
    }

    private Browser launch(String... more) {
        List<String> arguments = new ArrayList<>(ARGUMENTS);
        arguments.add("--ignore-certificate-errors-spki-list=" + trustedKey);
        arguments.addAll(List.of(more));
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(EXECUTABLE)
                        .setArgs(arguments)
                        .setTimeout(30_000));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
