package io.chappe.presence;

import static io.chappe.presence.AdminClient.part;
import static io.chappe.presence.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.Entry;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Standing;
import io.chappe.core.model.TenantId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin API by HTTP: its answers, its keys, and what it says of a wrong request. */
class AdminApiIT extends AdminFixture {
    private void join(String roomName, String session) {
        RoomKey key = new RoomKey(room.tenant(), new RoomId(roomName));
        assertThat(rosterOf(await(a.join(services.get(0), key, session)))).isNotNull();
    }

    private String rooms() {
        return "/admin/v1/tenants/" + room.tenant() + "/rooms";
    }

    private static List<String> names(JsonObject page) {
        return page.getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("room"))
                .toList();
    }

    private static JsonObject firstError(JsonObject problem) {
        return problem.getJsonArray("errors").getJsonObject(0);
    }

    @Test
    void listsRoomsInPages() {
        // Given
        IntStream.range(0, 5).forEach(i -> join("room-" + i, "s" + i));
        join("other", "s9");

        // When
        List<String> found = new ArrayList<>();
        String next = "";
        int pages = 0;
        while (next != null) {
            JsonObject page = admin.found(rooms() + "?prefix=room-&limit=2" + next);
            found.addAll(names(page));
            next = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
            pages++;
        }

        // Then
        assertThat(found).containsExactly("room-0", "room-1", "room-2", "room-3", "room-4");
        assertThat(pages).isGreaterThanOrEqualTo(3);
    }

    @Test
    void tellsOfARoomWhoIsInItAndByWhichRules() {
        // Given
        RoomRules rules = RoomRules.begin(7, true);
        Entry lobby = new Entry(Standing.PLAIN, true, rules);
        Entry moderator = new Entry(new Standing(false, true, RawJson.NULL), true, rules);
        await(a.join(services.get(0), room, "boss", moderator));
        await(a.join(services.get(0), room, "guest", lobby));

        // When
        JsonObject found = admin.found(rooms() + "/room");

        // Then
        assertThat(found.getInteger("members")).isEqualTo(1);
        assertThat(found.getInteger("waiting")).isEqualTo(1);
        assertThat(found.getInteger("maxMembers")).isEqualTo(7);
        assertThat(found.getBoolean("lobby")).isTrue();
        assertThat(found.getValue("metadata")).isNull();
    }

    @Test
    void listsMembersInPagesInTheOrderInWhichTheyCame() {
        // Given
        IntStream.range(0, 5).forEach(i -> join("room", "s" + (5 - i)));
        JsonObject first = admin.found(rooms() + "/room/members?limit=3");

        // When
        JsonObject second = admin.found(rooms() + "/room/members?limit=3&cursor=" + first.getString("next"));

        // Then
        assertThat(sessions(first)).containsExactly("s5", "s4", "s3");
        assertThat(sessions(second)).containsExactly("s2", "s1");
        assertThat(second.getString("next")).isNull();
        assertThat(first.getJsonArray("items").getJsonObject(0).getString("node"))
                .isEqualTo(a.life.node().value());
    }

    private static List<String> sessions(JsonObject page) {
        return page.getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("session"))
                .toList();
    }

    @Test
    void findsAPeer() {
        // Given
        join("room", "s1");

        // When
        JsonObject found = admin.found("/admin/v1/tenants/%s/peers/%s".formatted(room.tenant(), part("peer of s1")));

        // Then
        assertThat(found.getString("state")).isEqualTo("online");
        JsonObject session = found.getJsonArray("sessions").getJsonObject(0);
        assertThat(session.getString("session")).isEqualTo("s1");
        assertThat(session.getString("node")).isEqualTo(a.life.node().value());
        assertThat(session.getJsonArray("rooms")).isEqualTo(new JsonArray(List.of("room")));
    }

    @Test
    void aPeerWithoutASessionIsOffline() {
        // When
        JsonObject found = admin.found("/admin/v1/tenants/%s/peers/nobody".formatted(room.tenant()));

        // Then
        assertThat(found.getString("state")).isEqualTo("offline");
    }

    @Test
    void listsNodesOfBothRoles() {
        // When
        JsonArray nodes = admin.found("/admin/v1/nodes").getJsonArray("items");

        // Then
        assertThat(nodes.stream().map(node -> ((JsonObject) node).getString("id")))
                .containsExactly("service", a.life.node().value(), b.life.node().value(), "z-gateway");
        assertThat(nodes.stream().map(node -> ((JsonObject) node).getString("state")))
                .containsExactly("up", "up", "up", "joining");
        assertThat(nodes.stream().map(node -> ((JsonObject) node).getString("name")))
                .containsExactly("presence-0", "gateway-0", "gateway-1", "gateway-2");
        assertThat(nodes.getJsonObject(1).getInteger("leaseMs")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.5", "-5", "true", "a\"b", "a\\nb", "\"", "a+b", "a/b", "a%2Fb", "a b", "{}", "...", "ä€😀", "null"
            })
    void takesANameAsItIs(String name) {
        // Given
        join(name, "s1");

        // When
        JsonObject found = admin.found(rooms() + "/" + part(name));

        // Then
        assertThat(found.getString("room")).isEqualTo(name);
        assertThat(names(admin.found(rooms() + "?prefix=" + part(name)))).containsExactly(name);
    }

    @Test
    void aNameThatIsNoneIsSaidToBe() {
        // When
        JsonObject problem = problem(admin.get(rooms() + "/" + part("a\u0001")), 400);

        // Then
        assertThat(firstError(problem).getString("parameter")).isEqualTo("room");
        assertThat(problem.getString("detail")).contains("control characters");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=201, limit",
        "limit=many, limit",
        "limit=1&limit=2, limit",
        "cursor=bm90IG9uZQ, cursor",
        "cursor=%C3%A4, cursor",
        "sort=name, sort"
    })
    void aWrongParameterIsNamed(String query, String parameter) {
        // When
        JsonObject problem = problem(admin.get(rooms() + "?" + query), 400);

        // Then
        assertThat(firstError(problem).getString("parameter")).isEqualTo(parameter);
        assertThat(firstError(problem).getString("detail")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "by=week, by",
        "from=yesterday, from",
        "to=2026-02-30T00:00:00Z, to",
        "from=2026-11-23, from",
        "from=2026-11-24T00:00:00Z&to=2026-11-23T00:00:00Z, from"
    })
    void aTimeThatIsNoneIsNamed(String query, String parameter) {
        // When
        JsonObject problem = problem(admin.get(rooms().replace("/rooms", "/usage") + "?" + query), 400);

        // Then
        assertThat(firstError(problem).getString("parameter")).isEqualTo(parameter);
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        // Given
        IntStream.range(0, 3).forEach(i -> join("room", "s" + i));
        String next = admin.found(rooms() + "/room/members?limit=1").getString("next");

        // When
        JsonObject problem = problem(admin.get(rooms() + "?cursor=" + next), 400);

        // Then
        assertThat(firstError(problem).getString("parameter")).isEqualTo("cursor");
    }

    @Test
    void aCursorMadeByHandIsRefused() {
        // Given
        join("room", "s1");
        TenantId tenant = room.tenant();
        List<String> lists = List.of(
                rooms() + "?cursor=" + cursor("rooms " + tenant + "\n", "a\u0001"),
                rooms() + "/room/members?cursor=" + cursor("members " + tenant + "\nroom", "x"),
                rooms() + "/room/members?cursor=" + cursor("members " + tenant + "\nroom", "1.5 s1"),
                "/admin/v1/audit?cursor=" + cursor("audit", "x"));

        // When
        List<JsonObject> problems =
                lists.stream().map(list -> problem(admin.get(list), 400)).toList();

        // Then
        assertThat(problems)
                .extracting(problem -> firstError(problem).getString("parameter"))
                .containsOnly("cursor");
    }

    private static String cursor(String list, String place) {
        CRC32 mark = new CRC32();
        mark.update((list + '\n' + place).getBytes(StandardCharsets.UTF_8));
        Buffer marked = Buffer.buffer().appendInt((int) mark.getValue()).appendString(place);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(marked.getBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/%zz", "/admin/v1/nodes/%", "/admin/v1/nodes?limit=%zz"})
    void anAddressThatCannotBeReadIsAProblemLikeAnother(String address) {
        // When
        Buffer answer = await(vertx.createHttpClient()
                .request(HttpMethod.GET, admin.port(), "localhost", address)
                .compose(HttpClientRequest::send)
                .compose(HttpClientResponse::body));

        // Then
        assertThat(answer.toJsonObject().getString("detail")).contains("percent-encoded");
    }

    @Test
    void withoutAKeyNothingIsAnswered() {
        // When
        HttpResponse<String> answer = admin.with(null).get("/admin/v1/nodes");

        // Then
        problem(answer, 401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chappe_operator_wrong", "", "  ", "operator"})
    void aWrongKeyIsNone(String key) {
        problem(admin.with(key).get("/admin/v1/nodes"), 401);
    }

    @Test
    void aKeyDoesOnlyWhatItsScopesSay() {
        // When
        JsonObject problem = problem(admin.with(READER).get("/admin/v1/nodes"), 403);

        // Then
        assertThat(problem.getString("detail")).contains("reader").contains("operate");
    }

    @Test
    void aKeyIsToldWhatItMayDo() {
        // Given
        AdminClient reader = admin.with(READER);

        // When
        JsonObject own = new JsonObject(reader.get("/admin/v1/key").body());

        // Then
        assertThat(own).isEqualTo(new JsonObject("{\"name\":\"reader\",\"scopes\":[\"read\"]}"));
        assertThat(new JsonObject(admin.with(TENANTS).get("/admin/v1/key").body()).getString("tenant"))
                .isEqualTo(room.tenant().value());
    }

    @Test
    void aTenantsKeySeesItsTenantAlone() {
        // Given
        join("room", "s1");
        AdminClient own = admin.with(TENANTS);

        // When
        JsonObject foreign = problem(own.get("/admin/v1/tenants/another/rooms"), 404);

        // Then
        assertThat(foreign.getString("detail")).isEqualTo("there is no such tenant");
        assertThat(names(own.found(rooms()))).containsExactly("room");
        problem(own.get("/admin/v1/nodes"), 403);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        problem(admin.get(rooms() + "/nowhere"), 404);
        problem(admin.get("/admin/v1/nodes/nobody"), 404);
        problem(admin.get("/admin/v1/nothing"), 404);
    }

    @Test
    void anotherMethodIsNotAllowed() {
        problem(admin.send("POST", "/admin/v1/nodes", HttpRequest.BodyPublishers.ofString("{}")), 405);
    }

    @ParameterizedTest
    @ValueSource(ints = {33 << 10, 10 << 20})
    void aBodyThatIsLongerThanAnyNeedsToBeIsTooLong(int bytes) {
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofByteArray(new byte[bytes]);
        problem(admin.send("GET", "/admin/v1/nodes", body), 413);
    }

    /** Several at a time: one after the other may be too slow for it on a machine that has other work. */
    @Test
    void whoAsksTooOftenIsToldWhenToComeAgain() {
        // Given
        List<HttpResponse<String>> refused = new CopyOnWriteArrayList<>();
        Runnable ask = () -> {
            for (int i = 0; i < 400 && refused.isEmpty(); i++) {
                HttpResponse<String> answer = admin.get("/admin/v1/nodes/x");
                if (answer.statusCode() == 429) {
                    refused.add(answer);
                }
            }
        };

        // When
        CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(ask, task -> new Thread(task).start()))
                        .limit(8)
                        .toArray(CompletableFuture[]::new))
                .join();

        // Then
        HttpResponse<String> last = refused.get(0);
        problem(last, 429);
        assertThat(last.headers().firstValue("Retry-After")).contains("1");
        problem(admin.with(READER).get("/admin/v1/nodes/x"), 403);
    }

    @Test
    void whatMayBeMissingFromTheStoreIsNotSaidToBeAbsent() {
        // Given
        storeIsRecovering();

        // When
        HttpResponse<String> answer = admin.get(rooms() + "/room");

        // Then
        problem(answer, 503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(admin.found("/admin/v1/nodes").getJsonArray("items")).isNotEmpty();
    }

    @Test
    void theContractAndItsPageNeedNoKey() {
        // When
        JsonObject contract = admin.with(null).found("/admin/openapi.json");

        // Then
        assertThat(contract.getString("openapi")).isEqualTo("3.1.0");
        assertThat(admin.with(null).get("/admin/docs/").body()).contains("swagger-ui-bundle.js");
        assertThat(admin.with(null).get("/admin/docs/swagger-ui-bundle.js").statusCode())
                .isEqualTo(200);
        assertThat(admin.with(null).get("/admin/docs/swagger-ui.css").statusCode())
                .isEqualTo(200);
        problem(admin.with(null).get("/admin/docs/..%2fopenapi.yaml"), 404);
    }

    @Test
    void requestsAreCounted() {
        // When
        admin.found("/admin/v1/nodes");

        // Then: once all of the answer is sent, of which the client may know first
        Awaitility.await()
                .untilAsserted(() -> assertThat(meters.find("chappe.admin.requests")
                                .tag("operation", "listNodes")
                                .tag("status", "200")
                                .timer())
                        .isNotNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "text/plain"})
    void aBodyThatIsNotSaidToBeJsonIsOfNoUse(String type) {
        // When
        HttpResponse<String> answer = admin.as(type)
                .send("PATCH", rooms() + "/room", HttpRequest.BodyPublishers.ofString("{\"locked\":true}"));

        // Then
        assertThat(problem(answer, 415).getString("detail")).contains("Content-Type: application/json");
    }

    @Test
    void theNameOfATypeIsWrittenInAnyCase() {
        // Given
        join("room", "s1");

        // When
        HttpResponse<String> answer = admin.as("Application/JSON; charset=UTF-8")
                .send("PATCH", rooms() + "/room", HttpRequest.BodyPublishers.ofString("{\"locked\":true}"));

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private HttpResponse<String> revoke(String body) {
        return admin.send(
                "POST",
                "/admin/v1/tenants/" + room.tenant() + "/revocations",
                HttpRequest.BodyPublishers.ofString(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"all\":false}", "{\"peer\":\"ann\",\"all\":true}", "{\"hours\":1}"})
    void tokensAreNotTakenBackByLeavingSomethingOut(String body) {
        // When
        JsonObject problem = problem(revoke(body), 400);

        // Then
        assertThat(problem.getString("detail")).contains("one of peer, token and all");
        assertThat(await(stores.notices().after(0, 10)).notices()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"peer\":\"ann\"}", "{\"token\":\"1\",\"hours\":1}", "{\"all\":true}"})
    void tokensAreTakenBack(String body) {
        // When
        HttpResponse<String> answer = revoke(body);

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(await(stores.notices().after(0, 10)).notices())
                .singleElement()
                .satisfies(notice -> assertThat(notice.subject())
                        .contains("revoked")
                        .contains(room.tenant().value()));
    }

    @Test
    void whatWasTakenBackIsListedInPages() {
        // Given
        List.of("{\"peer\":\"ann\"}", "{\"token\":\"7\",\"hours\":1}", "{\"all\":true}")
                .forEach(this::revoke);
        String path = "/admin/v1/tenants/" + room.tenant() + "/revocations?limit=2";

        // When
        JsonObject first = admin.found(path);
        JsonObject second = admin.found(path + "&cursor=" + first.getString("next"));

        // Then
        List<JsonObject> all = Stream.of(first, second)
                .flatMap(page -> page.getJsonArray("items").stream())
                .map(item -> (JsonObject) item)
                .toList();
        assertThat(all).hasSize(3);
        assertThat(all).anyMatch(item -> "ann".equals(item.getString("peer")));
        assertThat(all).anyMatch(item -> "7".equals(item.getString("token")));
        assertThat(all).anyMatch(item -> item.getBoolean("all", false));
        assertThat(second.getString("next")).isNull();
        assertThat(admin.found("/admin/v1/tenants/" + room.tenant() + "-2/revocations")
                        .getJsonArray("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"peer\":\"ann\",\"colour\":1} | \"#/colour\",\"detail\":\"there is no such field\"",
                "{\"peer\":7} | \"#/peer\",\"detail\":\"Instance type number is invalid. Expected string\"",
                "{\"peer\":\"ann\",\"hours\":0} | \"#/hours\",\"detail\":\"0 is less than 1\"",
                "{\"peer\":\"a\\u0001\"} | #/peer",
                "[] | #",
                "{\"peer\": | JSON"
            })
    void aWrongBodyIsPointedAt(String body, String pointer) {
        // When
        JsonObject problem = problem(revoke(body), 400);

        // Then
        assertThat(problem.encode()).contains(pointer);
        assertThat(await(stores.notices().after(0, 10)).notices()).isEmpty();
    }

    @Test
    void whatATenantsKeyChangesStandsWithItsTenantAlone() {
        // Given
        join("room", "s1");

        // When
        admin.with(TENANTS).send("DELETE", rooms() + "/room", HttpRequest.BodyPublishers.noBody());

        // Then
        assertThat(admin.found("/admin/v1/tenants/" + room.tenant() + "/audit").getJsonArray("items"))
                .hasSize(1);
        assertThat(admin.found("/admin/v1/audit").getJsonArray("items")).isEmpty();
    }

    @Test
    void aBodyThatDoesNotComeIsNotWaitedForForEver() throws IOException {
        // Given
        try (Socket socket = new Socket("localhost", admin.port())) {
            socket.setSoTimeout(30_000);
            String head = "POST /admin/v1/tenants/t/revocations HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n"
                    + "Content-Type: application/json\r\nAuthorization: Bearer " + OPERATOR + "\r\n\r\n{";

            // When
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

            // Then
            byte[] answer = socket.getInputStream().readNBytes(12);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 503");
        }
    }
}
