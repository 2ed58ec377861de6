package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.TokenIssuer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers for calls by a plain request with a token. */
@Timeout(60)
class IceRequestIT {
    private static final TokenIssuer ACME = new TokenIssuer("2026-1");
    private static final TokenIssuer OTHER = new TokenIssuer("2026-1");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String SITE = "https://app.acme.example";

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(
            1,
            1,
            new JsonObject()
                    .put(
                            "tenants",
                            JsonArray.of(
                                    ACME.tenant("acme")
                                            .put("origins", JsonArray.of(SITE))
                                            .put(
                                                    "iceServers",
                                                    JsonArray.of(new JsonObject()
                                                            .put("urls", JsonArray.of("turn:turn.acme.example"))
                                                            .put("secret", "shared"))),
                                    new JsonObject().put("name", "open").put("anonymous", true))));

    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder ice(String query) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + CLUSTER.gateway(0).plainPort() + "/v1/ice" + query));
    }

    private static HttpRequest.Builder with(String token, HttpRequest.Builder request) {
        return request.header("Authorization", "Bearer " + token);
    }

    @Test
    void whoBringsATokenGetsItsTenantsServers() throws Exception {
        // Given
        String token = ACME.token("acme", "ann", HOUR, "*");

        // When
        HttpResponse<String> response = send(with(token, ice("").header("Origin", SITE)));

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains(SITE);
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        JsonObject json = new JsonObject(response.body());
        assertThat(json.getLong("iceExpiresInMs")).isEqualTo(Duration.ofHours(2).toMillis());
        JsonObject server = json.getJsonArray("iceServers").getJsonObject(0);
        assertThat(server.getJsonArray("urls")).containsExactly("turn:turn.acme.example");
        assertThat(server.getString("username")).isNotBlank();
        assertThat(server.getString("credential")).isNotBlank();
    }

    @Test
    void aBrowserMayAskWhetherItMaySendAToken() throws Exception {
        // When
        HttpResponse<String> response = send(ice("").method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", SITE)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization"));

        // Then
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains(SITE);
        assertThat(response.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("Authorization");
    }

    @Test
    void aForeignOriginMayNotReadThem() throws Exception {
        // Given
        String token = ACME.token("acme", "ann", HOUR, "*");

        // When
        HttpResponse<String> response = send(with(token, ice("").header("Origin", "https://evil.example")));

        // Then
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void itIsReadOnly() throws Exception {
        assertThat(send(ice("").POST(HttpRequest.BodyPublishers.ofString("{}"))).statusCode())
                .isEqualTo(405);
    }

    /** Something that gets nothing. */
    private record Wrong(String what, HttpRequest.Builder request) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Wrong> wrongs() {
        return List.of(
                new Wrong("no token", ice("?tenant=acme")),
                new Wrong("no token of a tenant that wants none", ice("?tenant=open")),
                new Wrong("a token in the query", ice("?tenant=acme&token=" + ACME.token("acme", "ann", HOUR, "*"))),
                new Wrong("another's token", with(OTHER.token("acme", "ann", HOUR, "*"), ice(""))),
                new Wrong("a token that is over", with(ACME.token("acme", "ann", Duration.ofHours(-1), "*"), ice(""))),
                new Wrong(
                        "a token for another tenant", with(ACME.token("acme", "ann", HOUR, "*"), ice("?tenant=open"))),
                new Wrong(
                        "no tenant's name",
                        with(ACME.token("acme", "ann", HOUR, "*"), ice("?tenant=" + "x".repeat(500)))));
    }

    @ParameterizedTest
    @MethodSource("wrongs")
    void nobodyGetsThemWithout(Wrong wrong) throws Exception {
        // When
        HttpResponse<String> response = send(wrong.request);

        // Then
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(new JsonObject(response.body()).getString("code")).isEqualTo("unauthorized");
        assertThat(response.body()).doesNotContain("iceServers");
    }
}
