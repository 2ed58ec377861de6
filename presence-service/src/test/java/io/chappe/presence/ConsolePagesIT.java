package io.chappe.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the console's files are served: to everybody, as what they are, and nothing beside them. */
class ConsolePagesIT extends AdminFixture {
    private static final Pattern LINKED =
            Pattern.compile("(?:from|href=|src=) ?['\"]([./a-z-]+\\.(?:js|css|svg))['\"]");

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void thePageNeedsNoKeyAndRunsNothingButItsOwnFiles() {
        // When
        HttpResponse<String> page = admin.with(null).get("/admin/");

        // Then
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(page, "Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "data:", "*");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void itsAddressWithoutASlashLeadsToIt() {
        // When
        HttpResponse<String> answer = admin.with(null).get("/admin");

        // Then
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(header(answer, "Location")).isEqualTo("/admin/");
    }

    @ParameterizedTest
    @CsvSource({
        "app.js, text/javascript; charset=utf-8",
        "console.css, text/css; charset=utf-8",
        "icon.svg, image/svg+xml"
    })
    void filesAreServedAsWhatTheyAre(String file, String type) {
        // When
        HttpResponse<String> answer = admin.with(null).get("/admin/console/" + file);

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo(type);
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Content-Security-Policy")).contains("default-src 'none'");
    }

    @Test
    void allThatThePageAndItsModulesNameIsThere() {
        // Given
        TreeSet<URI> found = new TreeSet<>(List.of(URI.create("/admin/")));
        List<URI> open = new ArrayList<>(found);

        // When
        while (!open.isEmpty()) {
            URI file = open.remove(0);
            Matcher linked =
                    LINKED.matcher(admin.with(null).get(file.toString()).body());
            linked.results()
                    .map(link -> file.resolve(link.group(1)))
                    .filter(found::add)
                    .forEach(open::add);
        }

        // Then
        assertThat(found)
                .hasSizeGreaterThan(8)
                .allSatisfy(
                        file -> assertThat(admin.with(null).get(file.toString()).statusCode())
                                .as("%s", file)
                                .isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/console/",
                "/admin/console/nothing.js",
                "/admin/console/index.html",
                "/admin/console/..%2fopenapi.yaml",
                "/admin/console/..%2fConsolePages.class",
                "/admin/console/%2e%2e/openapi.yaml",
                "/admin/console/..%5copenapi.yaml",
                "/admin/console/app.js%00",
                "/admin/console/APP.JS",
                "/admin/other"
            })
    void nothingElseIs(String path) {
        // When
        HttpResponse<String> answer = admin.with(null).get(path);

        // Then
        problem(answer, 404);
    }

    @Test
    void aPathThatClimbsLeadsNowhere() throws IOException {
        // Given
        String request =
                "GET /admin/console/../../openapi.yaml HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

        // When
        String answer;
        try (Socket socket = new Socket("localhost", admin.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        // Then
        assertThat(answer).startsWith("HTTP/1.1 404").doesNotContain("openapi: 3");
    }

    @Test
    void theApiAndItsDescriptionAreWhereTheyWere() {
        // When
        HttpResponse<String> withoutKey = admin.with(null).get("/admin/v1");

        // Then
        problem(withoutKey, 401);
        assertThat(admin.found("/admin/v1/nodes").getJsonArray("items")).isNotEmpty();
        assertThat(admin.with(null).get("/admin/docs/").body()).contains("swagger-ui");
        problem(admin.with(null).get("/"), 404);
    }
}
