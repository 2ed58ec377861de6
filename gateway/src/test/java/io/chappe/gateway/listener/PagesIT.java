package io.chappe.gateway.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class PagesIT {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private static RunningListener listener;

    @BeforeAll
    static void start() throws Exception {
        listener = RunningListener.plain("", EchoAdapter::new);
    }

    @AfterAll
    static void stop() {
        listener.close();
    }

    @Test
    void servesTheDemoWithWhatABrowserMustKnow() throws Exception {
        // When
        HttpResponse<String> page = get("/");

        // Then
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).containsIgnoringCase("<!doctype html>");
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("connect-src 'self' wss:")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/client/chappe.js", "/embed/click-to-call.js", "/embed/call-button.js"})
    void letsOtherSitesImportTheLibraryAndTheCallButton(String path) throws Exception {
        // When
        HttpResponse<String> library = get(path);

        // Then
        assertThat(library.statusCode()).isEqualTo(200);
        assertThat(library.headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
        assertThat(library.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    }

    @Test
    void letsNoOtherSiteReadOurOwnPages() throws Exception {
        // When
        HttpResponse<String> own = get("/agent/app.js");

        // Then
        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(own.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void doesNotSendAgainWhatTheBrowserHas() throws Exception {
        // Given
        String etag = get("/").headers().firstValue("ETag").orElseThrow();

        // When
        HttpResponse<String> again =
                CLIENT.send(request("/").header("If-None-Match", etag).build(), BodyHandlers.ofString());

        // Then
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        // When
        HttpResponse<String> head =
                CLIENT.send(request("/").method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofString());

        // Then
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0)).isPositive();
    }

    @Test
    void saysNoToWhatIsNotThereOrNotToBeWritten() throws Exception {
        // When
        int missing = get("/../logback.xml").statusCode();
        int written = CLIENT.send(
                        request("/").POST(BodyPublishers.ofString("x")).build(), BodyHandlers.ofString())
                .statusCode();

        // Then
        assertThat(missing).isEqualTo(404);
        assertThat(written).isEqualTo(405);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(request(path).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listener.port() + path))
                .timeout(Duration.ofSeconds(5));
    }
}
