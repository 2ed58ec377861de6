package io.chappe.presence;

import static io.chappe.presence.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.TenantNotice;
import io.chappe.node.config.Secret;
import io.chappe.node.tenant.TenantConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tenants, by HTTP: added, changed, suspended, removed, and their keys exchanged. */
class AdminTenantsIT extends AdminFixture {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String TERMS =
            "{\"tokens\":{\"keys\":[{\"kid\":\"one\",\"algorithms\":[\"HS256\"],\"secret\":\"" + SECRET + "\"}]}}";

    private String tenant() {
        return "/admin/v1/tenants/" + room.tenant();
    }

    private HttpResponse<String> put(String terms) {
        HttpResponse<String> answer = admin.send("PUT", tenant(), terms);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        return answer;
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    /** As gateways read it. */
    private TenantConfig stored() {
        String subject = new TenantNotice(room.tenant(), "").subject();
        return TenantConfig.parse(
                room.tenant(),
                Objects.requireNonNull(await(stores.notices().get(subject))).content());
    }

    private static List<String> kids(TenantConfig tenant) {
        return Objects.requireNonNull(tenant.tokens()).keys().stream()
                .map(key -> String.valueOf(key.kid()))
                .toList();
    }

    @Test
    void aTenantIsAddedOnceAndThenChanged() {
        // Given
        HttpResponse<String> added = admin.sending("If-None-Match", "*").send("PUT", tenant(), TERMS);

        // When
        HttpResponse<String> again = admin.sending("If-None-Match", "*").send("PUT", tenant(), TERMS);
        HttpResponse<String> changed =
                admin.sending("If-Match", tag(added)).send("PATCH", tenant(), "{\"limits\":{\"sessions\":5}}");

        // Then
        assertThat(added.statusCode()).isEqualTo(201);
        problem(again, 412);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(tag(changed)).isNotEqualTo(tag(added));
        assertThat(stored().limits().sessions()).isEqualTo(5);
        assertThat(kids(stored())).containsExactly("one");
    }

    @Test
    void whoHasReadAnOlderOneChangesNothing() {
        // Given
        String old = tag(put(TERMS));
        put("{\"anonymous\":true}");

        // When
        List<HttpResponse<String>> late = List.of(
                admin.sending("If-Match", old).send("PUT", tenant(), TERMS),
                admin.sending("If-Match", old).send("PATCH", tenant(), "{\"suspended\":true}"),
                admin.sending("If-Match", old).send("DELETE", tenant(), ""));

        // Then
        assertThat(late).allSatisfy(answer -> problem(answer, 412));
        assertThat(stored()).isEqualTo(TenantConfig.parse(room.tenant(), "anonymous: true"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"If-Match | W/\"1\"", "If-Match | 12", "If-Match | \"x\"", "If-None-Match | 1"})
    void aTagMadeByHandIsRefused(String header, String value) {
        // Given
        put(TERMS);

        // When
        HttpResponse<String> answer = admin.sending(header, value).send("PUT", tenant(), TERMS);

        // Then
        assertThat(problem(answer, 400).encode()).contains(header);
    }

    @Test
    void ofManyWhoChangeItAtTheSameTimeNoneUndoesWhatAnotherDid() {
        // Given
        put(TERMS);

        // When
        List<CompletableFuture<HttpResponse<String>>> changes = IntStream.range(0, 3)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> admin.send(
                        "PUT", tenant() + "/keys/k" + i, "{\"algorithms\":[\"HS256\"],\"secret\":\"" + SECRET + "\"}")))
                .toList();

        // Then
        assertThat(changes)
                .allSatisfy(change -> assertThat(change.join().statusCode()).isEqualTo(200));
        assertThat(kids(stored())).containsExactlyInAnyOrder("one", "k0", "k1", "k2");
    }

    @Test
    void aMergePatchTakesAwayWhatIsNullAndLeavesTheRest() {
        // Given
        put("{\"anonymous\":true,\"resumeWindow\":\"1m\",\"limits\":{\"sessions\":5,\"messagesPerSecond\":7}}");

        // When
        HttpResponse<String> answer = admin.send(
                "PATCH",
                tenant(),
                "{\"resumeWindow\":null,\"limits\":{\"sessions\":null},\"origins\":[\"https://a.example\"]}");

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(new JsonObject(answer.body()).getJsonObject("terms"))
                .isEqualTo(new JsonObject()
                        .put("anonymous", true)
                        .put("limits", new JsonObject().put("messagesPerSecond", 7))
                        .put("origins", JsonArray.of("https://a.example")));
        assertThat(stored().resumeWindow()).isEqualTo(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"colour\":1} | #/colour",
                "{\"limits\":{\"sessions\":-1}} | #/limits/sessions",
                "{\"limits\":{\"sesions\":1}} | #/limits/sesions",
                "{\"resumeWindow\":\"soon\"} | #/resumeWindow",
                "{\"resumeWindow\":\"12s\"} | #/resumeWindow",
                "{\"origins\":[\"https://*\"]} | #/origins/0",
                "{\"tokens\":{\"keys\":[{\"algorithms\":[\"HS256\"],\"secret\":\"short\"}]}} | #/tokens/keys/0",
                "{\"anonymous\":true} | #",
                "{} | #",
                "[] | #"
            })
    void termsThatNoGatewayWouldTakeAreRefusedWithAPointer(String patch, String pointer) {
        // Given
        put(TERMS);
        TenantConfig before = stored();

        // When
        HttpResponse<String> answer = admin.send("PATCH", tenant(), patch);

        // Then
        JsonObject problem = problem(answer, 400);
        assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .as(problem.encode())
                .startsWith(pointer);
        assertThat(problem.encode()).doesNotContain(SECRET).doesNotContain("tenants[]");
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void termsThatAreTooLongAreRefused() {
        // Given
        put(TERMS);
        String origin = "\"https://" + "a".repeat(50) + ".example\",";

        // When
        HttpResponse<String> answer =
                admin.send("PATCH", tenant(), "{\"origins\":[" + origin.repeat(400) + "\"https://b.example\"]}");

        // Then
        assertThat(problem(answer, 413).getString("detail")).contains("16384");
    }

    @Test
    void secretsGoInAndDoNotComeOut() {
        // Given
        put("{\"anonymous\":true,\"iceServers\":[{\"urls\":[\"turn:a.example\"],\"secret\":\"turn-secret\"},"
                + "{\"urls\":[\"turn:b.example\"],\"username\":\"u\",\"credential\":\"turn-secret\"}]}");
        admin.send(
                "PATCH", tenant(), "{\"anonymous\":false,\"tokens\":" + new JsonObject(TERMS).getValue("tokens") + "}");

        // When
        List<String> shown = Stream.of(tenant(), "/admin/v1/tenants", tenant() + "/audit", "/admin/v1/audit")
                .map(path -> admin.found(path).encode())
                .toList();

        // Then
        assertThat(shown).allSatisfy(answer -> assertThat(answer).doesNotContain(SECRET, "turn-secret"));
        assertThat(shown.get(0)).contains("turn:b.example", "\"kid\":\"one\"");
        assertThat(shown.get(2)).contains("putTenant", "turn:a.example");
        assertThat(kids(stored())).containsExactly("one");
    }

    @Test
    void eachSecretOfATenantHasANameThatIsHidden() {
        // When
        List<String> names = secrets(TenantConfig.class);

        // Then
        assertThat(names).isNotEmpty();
        assertThat(Set.of("secret", "secrets", "credential")).containsAll(names);
    }

    private static List<String> secrets(Class<?> type) {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType() == Secret.class
                    || elements(component.getGenericType()).anyMatch(element -> element == Secret.class)) {
                names.add(component.getName());
            }
            Stream.concat(Stream.of(component.getType()), elements(component.getGenericType()))
                    .filter(Class::isRecord)
                    .filter(part -> part != Secret.class)
                    .forEach(part -> names.addAll(secrets(part)));
        }
        return names;
    }

    private static Stream<Class<?>> elements(Type type) {
        return type instanceof ParameterizedType list
                ? Arrays.stream(list.getActualTypeArguments()).map(element -> (Class<?>) element)
                : Stream.of();
    }

    @Test
    void theContractNamesEachSettingOfATenant() {
        // When
        JsonObject properties = admin.found("/admin/openapi.json")
                .getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("TenantTerms")
                .getJsonObject("properties");

        // Then
        assertThat(properties.fieldNames())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(TenantConfig.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .filter(name -> !name.equals("name"))
                        .toList());
    }

    @Test
    void aKeyIsExchanged() {
        // Given
        put(TERMS);
        AdminClient theirs = admin.with(TENANTS);

        // When
        HttpResponse<String> made = theirs.send("POST", tenant() + "/keys", "{\"kid\":\"two\"}");
        HttpResponse<String> twice = theirs.send("POST", tenant() + "/keys", "{\"kid\":\"two\"}");
        List<String> both = kids(stored());
        HttpResponse<String> removed = theirs.send("DELETE", tenant() + "/keys/one", "");
        HttpResponse<String> last = theirs.send("DELETE", tenant() + "/keys/two", "");
        HttpResponse<String> absent = theirs.send("DELETE", tenant() + "/keys/one", "");

        // Then
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(new JsonObject(made.body()).getString("secret")).hasSizeGreaterThanOrEqualTo(43);
        problem(twice, 409);
        assertThat(both).containsExactly("one", "two");
        assertThat(removed.statusCode()).as(removed.body()).isEqualTo(200);
        assertThat(problem(last, 400).getString("detail")).contains("at least one");
        problem(absent, 404);
        assertThat(kids(stored())).containsExactly("two");
        assertThat(Objects.requireNonNull(stored().tokens()).keys().get(0).secret())
                .isEqualTo(new Secret(new JsonObject(made.body()).getString("secret")));
    }

    private HttpResponse<String> make(AdminClient client, String idempotencyKey, String kid) {
        return client.sending("Idempotency-Key", idempotencyKey)
                .send("POST", tenant() + "/keys", "{\"kid\":\"" + kid + "\"}");
    }

    @Test
    void whatIsMadeIsNotMadeTwiceForWhoAsksAgain() {
        // Given
        put(TERMS);
        HttpResponse<String> made = make(admin, "first", "two");

        // When
        HttpResponse<String> again = make(admin, "first", "two");
        HttpResponse<String> other = make(admin, "first", "three");
        HttpResponse<String> theirs = make(admin.with(TENANTS), "first", "two");

        // Then
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(made.body());
        assertThat(tag(again)).isEqualTo(tag(made));
        assertThat(problem(other, 400).encode()).contains("Idempotency-Key");
        problem(theirs, 409);
        assertThat(kids(stored())).containsExactly("one", "two");
    }

    @Test
    void ofManyWhoMakeTheSameAtOnceOneDoes() {
        // Given
        put(TERMS);

        // When
        List<HttpResponse<String>> answers = IntStream.range(0, 5)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> make(admin, "once", "two")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        // Then
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isIn(201, 503));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201).map(HttpResponse::body))
                .isNotEmpty()
                .containsOnly(make(admin, "once", "two").body());
        assertThat(kids(stored())).containsExactly("one", "two");
    }

    @Test
    void whatHasFailedCanBeAskedForAgain() {
        // Given
        put("{\"anonymous\":true}");
        HttpResponse<String> failed = make(admin, "again", "two");
        put(TERMS);

        // When
        HttpResponse<String> made = make(admin, "again", "two");

        // Then
        problem(failed, 400);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }

    @Test
    void aTenantsOwnKeyDoesNotChangeItsTerms() {
        // Given
        put(TERMS);

        // When
        List<HttpResponse<String>> answers = List.of(
                admin.with(TENANTS).send("PUT", tenant(), TERMS),
                admin.with(TENANTS).send("PATCH", tenant(), "{\"limits\":{\"sessions\":0}}"),
                admin.with(TENANTS).send("DELETE", tenant(), ""));

        // Then
        assertThat(answers).allSatisfy(answer -> problem(answer, 403));
    }

    @Test
    void aTenantThatIsRemovedIsNotListedAndCanBeAddedAgain() {
        // Given
        String old = tag(put(TERMS));
        admin.send("DELETE", tenant(), "");

        // When
        HttpResponse<String> absent = admin.get(tenant());
        JsonObject list = admin.found("/admin/v1/tenants");
        HttpResponse<String> late = admin.sending("If-Match", old).send("PUT", tenant(), TERMS);
        HttpResponse<String> again = admin.sending("If-None-Match", "*").send("PUT", tenant(), TERMS);

        // Then
        problem(absent, 404);
        assertThat(list.getJsonArray("items")).isEmpty();
        problem(late, 412);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(tag(again)).isNotEqualTo(old);
    }

    @Test
    void aTokenIsMadeAsTheTenantsGatewaysTakeIt() throws Exception {
        // Given
        put("{\"tokens\":{\"issuer\":\"us\",\"audience\":\"calls\",\"keys\":["
                + "{\"kid\":\"old\",\"algorithms\":[\"HS256\"],\"secret\":\"an-older-one-with-32-bytes-or-more\"},"
                + "{\"kid\":\"one\",\"algorithms\":[\"HS256\"],\"secret\":\"" + SECRET + "\"}]}}");
        String body = "{\"peer\":\"ann\",\"seconds\":60,\"rooms\":[\"a-*\"],\"moderate\":[],\"hidden\":true,"
                + "\"attributes\":{\"name\":\"Zoë\"}}";

        // When
        JsonObject made =
                new JsonObject(admin.send("POST", tenant() + "/tokens", body).body());

        // Then
        JwtClaims claims = new JwtConsumerBuilder()
                .setVerificationKey(new HmacKey(SECRET.getBytes(StandardCharsets.UTF_8)))
                .setExpectedIssuer("us")
                .setExpectedAudience("calls")
                .setRequireIssuedAt()
                .setRequireExpirationTime()
                .build()
                .processToClaims(made.getString("token"));
        assertThat(claims.getSubject()).isEqualTo("ann");
        assertThat(claims.getJwtId()).isEqualTo(made.getString("id"));
        assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue())
                .isEqualTo(60);
        JsonObject granted = new JsonObject(body).put("tenant", room.tenant().value());
        List.of("peer", "seconds").forEach(granted::remove);
        assertThat(claims.getClaimValue("chappe")).isEqualTo(new JsonObject(granted.encode()).getMap());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"rooms\":[\"\"]} | #/rooms/0",
                "{\"rooms\":[],\"seconds\":59} | #/seconds",
                "{\"rooms\":[],\"peer\":\"\\u0000\"} | #/peer",
                "{\"rooms\":[],\"kinds\":[]} | #/kinds",
                "{\"rooms\":[],\"attributes\":{\"n\":\"%s\"}} | #/attributes",
            })
    void aTokenThatNoGatewayWouldTakeIsNotMade(String grants, String pointer) {
        // Given
        put(TERMS);
        String body = new JsonObject("{\"peer\":\"ann\"}")
                .mergeIn(new JsonObject(grants.formatted("x".repeat(1_024))))
                .encode();

        // When
        HttpResponse<String> answer = admin.send("POST", tenant() + "/tokens", body);

        // Then
        assertThat(problem(answer, 400).getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo(pointer);
    }

    @Test
    void aTokenIsOnlyMadeWithASecret() {
        // Given
        String body = "{\"peer\":\"ann\",\"rooms\":[\"*\"]}";
        put("{\"anonymous\":true}");

        // When
        HttpResponse<String> answer = admin.send("POST", tenant() + "/tokens", body);

        // Then
        assertThat(problem(answer, 409).getString("detail")).contains("makeKey");
        problem(admin.send("POST", "/admin/v1/tenants/nobodys-own/tokens", body), 404);
    }

    @Test
    void tenantsAreListedInPagesWithThoseThatAreGoneLeftOut() {
        // Given
        List<String> names = IntStream.range(0, 7).mapToObj(i -> "list-" + i).toList();
        names.forEach(name -> admin.send("PUT", "/admin/v1/tenants/" + name, "{\"anonymous\":true}"));
        admin.send("DELETE", "/admin/v1/tenants/list-1", "");
        admin.send("DELETE", "/admin/v1/tenants/list-2", "");
        admin.send("PUT", "/admin/v1/tenants/other", "{\"anonymous\":true}");

        // When
        List<String> found = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonObject page = admin.found("/admin/v1/tenants?prefix=list-&limit=2" + next);
            page.getJsonArray("items").forEach(item -> found.add(((JsonObject) item).getString("tenant")));
            next = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
        }

        // Then
        assertThat(found).containsExactly("list-0", "list-3", "list-4", "list-5", "list-6");
    }
}
