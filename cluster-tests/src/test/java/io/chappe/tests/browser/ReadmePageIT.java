package io.chappe.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.chappe.tests.harness.Cluster;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page that the JavaScript client's README says to copy works, copied and served as it says. */
@Tag("browser")
@Timeout(120)
class ReadmePageIT {
    @RegisterExtension
    static final Cluster CLUSTER = Cluster.shared();

    private static final Pattern PAGE = Pattern.compile("```html\n(<!doctype html>.*?)```", Pattern.DOTALL);
    private static final String GATEWAY = "https://localhost:8443";

    private static final String MOVING = """
            () => {
              const videos = [...document.querySelectorAll('video')];
              return videos.length === 2 && videos.every(video => video.videoWidth > 0 && video.currentTime > 0);
            }
            """;

    private static Chromium chromium;
    private static HttpServer site;

    @BeforeAll
    static void serve() throws Exception {
        chromium = new Chromium(CLUSTER.tls().spki());
        String html = page();
        site = CLUSTER.vertx()
                .createHttpServer()
                .requestHandler(request -> request.response()
                        .putHeader("Content-Type", "text/html")
                        .end(html))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    private static String page() throws IOException {
        Matcher found = PAGE.matcher(Files.readString(Cluster.root().resolve("clients/js/README.md")));
        assertThat(found.find()).as("a whole page in the README").isTrue();
        assertThat(found.group(1)).contains(GATEWAY);
        return found.group(1)
                .replace(GATEWAY, "https://localhost:" + CLUSTER.gateway(0).tlsPort());
    }

    @Test
    void twoWhoOpenItSeeEachOther() {
        try (Browser browser = chromium.withDevices();
                BrowserContext context = browser.newContext()) {
            context.grantPermissions(List.of("camera", "microphone"));
            Page ann = context.newPage();
            Page bob = context.newPage();

            // When
            for (Page page : List.of(ann, bob)) {
                page.navigate("http://localhost:" + site.actualPort() + "/call.html");
            }

            // Then
            for (Page page : List.of(ann, bob)) {
                await().pollInSameThread()
                        .atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(page.evaluate(MOVING))
                                .as(page.locator("#state").innerText())
                                .isEqualTo(true));
            }
        }
    }
}
