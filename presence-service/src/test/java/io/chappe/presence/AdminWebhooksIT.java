package io.chappe.presence;

import static io.chappe.presence.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.TenantNotice;
import io.chappe.node.tenant.TenantConfig;
import io.chappe.node.tenant.WebhookConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Webhooks among a tenant's terms, by HTTP. */
class AdminWebhooksIT extends AdminFixture {
    private static final String HOOK = "{\"url\":\"https://app.example/hook\"}";

    private AdminClient theirs;

    @BeforeEach
    void addTenant() {
        admin.send("PUT", tenant(), "{\"anonymous\":true}");
        theirs = admin.with(TENANTS);
    }

    private String tenant() {
        return "/admin/v1/tenants/" + room.tenant();
    }

    private String hook(String id) {
        return tenant() + "/webhooks/" + id;
    }

    private static JsonObject body(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new JsonObject(answer.body());
    }

    /** As gateways and senders read it. */
    private List<WebhookConfig> stored() {
        String subject = new TenantNotice(room.tenant(), "").subject();
        return TenantConfig.parse(
                        room.tenant(),
                        Objects.requireNonNull(await(stores.notices().get(subject)))
                                .content())
                .webhooks();
    }

    private List<String> secrets() {
        return stored().get(0).secrets().stream().map(secret -> secret.value()).toList();
    }

    @Test
    void aSecretIsMadeForANewOneAndShownOnce() {
        // When
        JsonObject made = body(theirs.send("PUT", hook("a"), HOOK), 201);

        // Then
        String secret = made.getString("secret");
        assertThat(Base64.getDecoder().decode(secret.substring("whsec_".length())))
                .hasSize(32);
        assertThat(secrets()).containsExactly(secret);
        assertThat(Stream.of(hook("a"), tenant() + "/webhooks", tenant(), tenant() + "/audit", "/admin/v1/audit")
                        .map(path -> admin.found(path).encode()))
                .noneMatch(shown -> shown.contains("whsec_"));
        assertThat(admin.found(hook("a")).getString("url")).isEqualTo("https://app.example/hook");
    }

    @Test
    void oneThatIsReplacedKeepsItsSecret() {
        // Given
        String secret = body(theirs.send("PUT", hook("a"), HOOK), 201).getString("secret");

        // When
        JsonObject replaced =
                body(theirs.send("PUT", hook("a"), "{\"url\":\"https://b.example\",\"enabled\":false}"), 200);

        // Then
        assertThat(replaced.containsKey("secret")).isFalse();
        assertThat(secrets()).containsExactly(secret);
        assertThat(stored().get(0).enabled()).isFalse();
    }

    @Test
    void aSecretIsExchanged() {
        // Given
        String first = body(theirs.send("PUT", hook("a"), HOOK), 201).getString("secret");

        // When
        String second =
                body(theirs.send("POST", hook("a") + "/secrets", ""), 201).getString("secret");
        List<String> both = secrets();
        body(theirs.send("DELETE", hook("a") + "/secrets", ""), 200);
        HttpResponse<String> last = theirs.send("DELETE", hook("a") + "/secrets", "");

        // Then
        assertThat(both).containsExactly(second, first);
        assertThat(secrets()).containsExactly(second);
        problem(last, 409);
    }

    @Test
    void whoHasReadAnOlderTenantChangesNoWebhook() {
        // Given
        String old = admin.get(tenant()).headers().firstValue("ETag").orElseThrow();
        theirs.send("PUT", hook("a"), HOOK);

        // When
        HttpResponse<String> late = theirs.sending("If-Match", old).send("DELETE", hook("a"), "");

        // Then
        problem(late, 412);
        assertThat(stored()).hasSize(1);
    }

    @Test
    void oneThatIsRemovedIsGone() {
        // Given
        theirs.send("PUT", hook("a"), HOOK);
        theirs.send("PUT", hook("b"), HOOK);

        // When
        body(theirs.send("DELETE", hook("a"), ""), 200);

        // Then
        problem(theirs.get(hook("a")), 404);
        assertThat(admin.found(tenant() + "/webhooks").getJsonArray("items"))
                .isEqualTo(new JsonArray()
                        .add(new JsonObject()
                                .put("id", "b")
                                .put("url", "https://app.example/hook")
                                .put("state", "working")
                                .put("failures", 0)
                                .put("toldTo", 0)));
    }

    @Test
    void aSixthIsRefused() {
        // Given
        for (int i = 0; i < 5; i++) {
            body(theirs.send("PUT", hook("h" + i), HOOK), 201);
        }

        // When
        HttpResponse<String> sixth = theirs.send("PUT", hook("h5"), HOOK);

        // Then
        assertThat(problem(sixth, 400).encode()).contains("at most 5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"url\":\"ftp://a.example\"} | url",
                "{\"url\":\"https://user@a.example\"} | url",
                "{\"url\":\"https://a.example/#there\"} | url",
                "{\"url\":\"nowhere\"} | url",
                "{\"url\":\"http://a.example\"} | url",
                "{\"url\":\"https://10.0.0.1/\"} | url",
                "{\"url\":\"https://[::ffff:127.0.0.1]/\"} | url",
                "{\"url\":\"https://a.example\",\"secrets\":[\"whsec_AAAA\"]} | secrets",
                "{\"url\":\"https://a.example\",\"types\":[\"\"]} | types",
                "{\"url\":\"https://a.example\",\"colour\":1} | colour",
                "{} | url"
            })
    void oneThatIsOfNoUseIsRefusedWithAPointer(String webhook, String field) {
        // When
        HttpResponse<String> answer = theirs.send("PUT", hook("a"), webhook);

        // Then
        assertThat(problem(answer, 400).getJsonArray("errors").encode()).contains(field);
        assertThat(stored()).isEmpty();
    }
}
