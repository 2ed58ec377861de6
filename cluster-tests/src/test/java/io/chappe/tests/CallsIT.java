package io.chappe.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chappe.tests.harness.Admin;
import io.chappe.tests.harness.Cluster;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can be asked about calls between clients on two gateways. */
@Timeout(60)
class CallsIT {
    private static final Duration TOLD = Duration.ofSeconds(10);
    private static final String SECRET = "v=0 o=- 4611 a=ice-pwd:asd88fgpdd777uzjYhagZg 203.0.113.77";

    @RegisterExtension
    static final Cluster CLUSTER = Cluster.of(
            2,
            2,
            new JsonObject()
                    .put(
                            "tenants",
                            JsonArray.of(
                                    new JsonObject().put("name", "demo").put("anonymous", true),
                                    new JsonObject()
                                            .put("name", "private")
                                            .put("anonymous", true)
                                            .put("calls", false))));

    private final String room = "room-" + UUID.randomUUID();
    private final List<Caller> callers = new ArrayList<>();
    private final Admin admin = CLUSTER.admin(1);

    private Caller join(int gateway, String tenant, String peer) {
        Caller caller = new Caller(CLUSTER.gateway(gateway), tenant, peer, room, null);
        callers.add(caller);
        return caller;
    }

    /** Each knows the other one. */
    private List<Caller> two(String tenant) {
        Caller ann = join(0, tenant, "ann");
        Caller bob = join(1, tenant, "bob");
        ann.socket.read("member-joined");
        return List.of(ann, bob);
    }

    @AfterEach
    void hangUp() {
        callers.forEach(Caller::close);
    }

    private JsonObject call(List<Caller> both, String verdict) {
        String path = "/tenants/demo/calls/" + Caller.pair(both.get(0), both.get(1));
        await("told to a presence-service")
                .atMost(TOLD)
                .ignoreExceptions()
                .until(() -> admin.get(path).getString("verdict").equals(verdict));
        return admin.get(path);
    }

    @Test
    void aCallThatIsConnectedHasBothGatewaysInItsStory() {
        // Given
        List<Caller> both = two("demo");
        Caller ann = both.get(0);
        Caller bob = both.get(1);
        assertThat(ann.welcome.getJsonArray("features")).contains("reports");

        // When
        ann.signal(bob, "offer", new JsonObject().put("sdp", SECRET)).candidate(bob, "host");
        bob.signal(ann, "answer", new JsonObject().put("sdp", SECRET)).candidate(ann, "relay");
        JsonObject connected = new JsonObject()
                .put("state", "connected")
                .put("local", "host")
                .put("remote", "relay")
                .put("connectedMs", 420);
        ann.report(bob.session(), connected);
        bob.report(ann.session(), new JsonObject().put("state", "connected"));

        // Then
        JsonObject call = call(both, "connected");
        assertThat(call.getString("reason")).contains("host to relay");
        assertThat(call.getJsonArray("facts"))
                .extracting(fact -> ((JsonObject) fact).getString("kind"))
                .startsWith("join", "join", "offer")
                .contains("answer", "candidate", "report")
                .hasSize(8);
        assertThat(call.getJsonArray("facts").stream()
                        .map(fact -> ((JsonObject) fact).getString("node"))
                        .distinct())
                .hasSize(2);
        assertThat(call.encode()).doesNotContain("203.0.113").doesNotContain("ice-pwd");
        JsonObject listed = admin.get("/tenants/demo/calls?peer=ann").getJsonArray("items").stream()
                .map(item -> (JsonObject) item)
                .filter(item -> item.getString("room").equals(room))
                .findFirst()
                .orElseThrow();
        assertThat(listed.getJsonArray("peers")).containsExactlyInAnyOrder("ann", "bob");
        assertThat(listed.getString("pair")).isEqualTo(Caller.pair(ann, bob));
        assertThat(admin.get("/tenants/demo/calls?peer=nobody").getJsonArray("items"))
                .isEmpty();
        assertThat(admin.send("GET", "/tenants/private/calls/" + Caller.pair(ann, bob), null)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whoHasComeBackByAnotherGatewayHasSoInTheStory() {
        // Given
        List<Caller> both = two("demo");
        both.get(0).signal(both.get(1), "offer", "one");

        // When
        Caller back = both.get(0).resume(CLUSTER.gateway(1));
        callers.add(back);
        back.signal(both.get(1), "offer", "another one");

        // Then
        await("told by both gateways")
                .atMost(TOLD)
                .untilAsserted(() -> assertThat(call(both, "no-answer").getJsonArray("facts"))
                        .extracting(fact -> ((JsonObject) fact).getString("kind"))
                        .containsExactly("join", "offer", "resume", "offer"));
    }

    @Test
    void aPeerThatNeverAnswersIsTheReason() {
        // Given
        List<Caller> both = two("demo");

        // When
        both.get(0).signal(both.get(1), "offer", "one").candidate(both.get(1), "host");

        // Then
        assertThat(call(both, "no-answer").getString("reason")).contains("bob was sent an offer and has not answered");
    }

    @Test
    void aSignalThatIsNotDeliveredIsTheReason() {
        // Given
        List<Caller> both = two("demo");
        Caller ann = both.get(0);
        Caller bob = both.get(1);
        bob.socket.close();
        ann.socket.read("member-updated");

        // When
        ann.socket.text(new JsonObject()
                .put("type", "signal")
                .put("id", 50)
                .put("timeoutMs", 500)
                .put("to", new JsonObject().put("session", bob.session()))
                .put("kind", "offer")
                .put("data", "one")
                .encode());

        // Then
        assertThat(call(List.of(ann, bob), "not-delivered").getString("reason")).contains("did not reach bob");
    }

    @Test
    void aTenantThatDoesNotWantItHasNoStories() {
        // Given
        List<Caller> both = two("private");
        assertThat(both.get(0).welcome.getJsonArray("features")).isEmpty();

        // When
        both.get(0).signal(both.get(1), "offer", "one");
        both.get(0).report(both.get(1).session(), new JsonObject().put("state", "failed"));

        // Then
        aPeerThatNeverAnswersIsTheReason();
        assertThat(admin.get("/tenants/private/calls").getJsonArray("items")).isEmpty();
    }

    @Test
    void aReportThatIsNoneIsRefusedAndOneAboutStrangersIsNotKept() {
        // Given
        List<Caller> both = two("demo");
        Caller ann = both.get(0);
        int listed = admin.get("/tenants/demo/calls").getJsonArray("items").size();

        // When
        ann.report(both.get(1).session(), new JsonObject().put("x", "y".repeat(600)));
        ann.socket.text("{\"type\":\"report\",\"session\":\"s\",\"data\":7}");
        ann.socket.text("{\"type\":\"report\",\"data\":{}}");
        IntStream.range(0, 5).forEach(i -> ann.report("stranger-" + i, new JsonObject().put("state", "failed")));

        // Then
        assertThat(ann.socket.read("error").getString("code")).isEqualTo("too_large");
        assertThat(ann.socket.read("error").getString("code")).isEqualTo("bad_request");
        assertThat(ann.socket.read("error").getString("code")).isEqualTo("bad_request");
        ann.signal(both.get(1), "offer", "a mark behind it");
        call(both, "no-answer");
        assertThat(admin.get("/tenants/demo/calls").getJsonArray("items")).hasSize(listed + 1);
    }
}
