package io.chappe.presence;

import static io.chappe.presence.Await.await;
import static io.chappe.presence.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.bus.PresenceRequest;
import io.chappe.core.model.Entry;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;
import io.chappe.core.model.TenantId;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is told of what happens in a tenant. */
class EventsIT extends AdminFixture {
    private String path() {
        return "/admin/v1/tenants/" + room.tenant() + "/events";
    }

    /** The oldest first, once there are so many. */
    private List<JsonObject> events(int count) {
        until(() -> admin.found(path()).getJsonArray("items").size() >= count);
        List<JsonObject> events = new ArrayList<>();
        admin.found(path()).getJsonArray("items").forEach(item -> events.add((JsonObject) item));
        Collections.reverse(events);
        return events;
    }

    private List<String> types(int count) {
        return events(count).stream().map(event -> event.getString("type")).toList();
    }

    private void end(String session) {
        await(a.ask(
                services.get(0), new PresenceRequest.EndSession(a.life, a.keyOf(session), new SessionId(session), 1)));
    }

    @Test
    void tellsOfAVisitInItsOrder() {
        // When
        await(a.join(services.get(0), room, "s1"));
        await(a.join(services.get(0), room, "s2"));
        await(a.leave(services.get(0), room, "s1"));
        await(a.leave(services.get(0), room, "s2"));
        end("s1");

        // Then
        assertThat(types(9))
                .containsExactly(
                        "session.opened",
                        "room.opened",
                        "member.joined",
                        "session.opened",
                        "member.joined",
                        "member.left",
                        "member.left",
                        "room.closed",
                        "session.ended");
        JsonObject left = events(9).get(5);
        assertThat(left.getString("peer")).isEqualTo("peer of s1");
        assertThat(left.getString("reason")).isEqualTo("left");
        assertThat(left.getString("room")).isEqualTo("room");
        assertThat(left.getString("at")).isNotEmpty();
    }

    @Test
    void whatIsAskedForAgainHappensOnce() {
        // Given
        await(a.join(services.get(0), room, "s1"));

        // When
        await(a.online(services.get(1), a.keyOf("s1"), "s1"));
        await(a.ask(services.get(1), a.joining(room, "s1", 1)));
        await(a.join(services.get(1), room, "s2"));

        // Then
        assertThat(types(5))
                .filteredOn(type -> type.equals("session.opened") || type.equals("room.opened"))
                .hasSize(3);
    }

    @Test
    void tellsOfTheLobbyAndOfWhatAnAdministratorDoes() {
        // Given
        Entry moderator = new Entry(new Standing(false, true, RawJson.NULL), true, RoomRules.begin(7, true));
        await(a.join(services.get(0), room, "boss", moderator));
        await(a.join(services.get(0), room, "guest"));
        String members = "/admin/v1/tenants/" + room.tenant() + "/rooms/room";
        admin.send("PATCH", members, "{\"locked\": true}");

        // When
        admin.send("POST", members + "/members/guest/admit", "");

        // Then
        until(() -> types(6).contains("member.admitted"));
        assertThat(types(7))
                .contains("room.opened", "member.joined", "member.waiting", "room.changed", "member.admitted");
        assertThat(events(7).toString()).contains("\"locked\":true").doesNotContain("moderat");
    }

    @Test
    void listsTheNewestFirstAndInPages() {
        // Given
        await(a.join(services.get(0), room, "s1"));
        events(3);

        // When
        JsonObject first = admin.found(path() + "?limit=2");
        JsonObject second = admin.found(path() + "?limit=2&cursor=" + first.getString("next"));

        // Then
        assertThat(first.getJsonArray("items").getJsonObject(0).getString("type"))
                .isEqualTo("member.joined");
        assertThat(second.getJsonArray("items")).hasSize(1);
        assertThat(second.getJsonArray("items").getJsonObject(0).getString("type"))
                .isEqualTo("session.opened");
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void areOfOneTenantAlone() {
        // Given
        await(a.join(services.get(0), room, "s1"));
        events(3);

        // When
        var answer = admin.with(TENANTS).get("/admin/v1/tenants/other/events");

        // Then
        problem(answer, 404);
        assertThat(admin.found("/admin/v1/tenants/other/events").getJsonArray("items"))
                .isEmpty();
        assertThat(admin.with(TENANTS).found(path()).getJsonArray("items")).hasSize(3);
    }

    @Test
    void ofAllTenantsAreThoseThatTheKeySees() {
        // Given
        RoomKey elsewhere = new RoomKey(new TenantId("elsewhere"), room.room());
        TestGateway gateway = new TestGateway(vertx, "c-" + unique, elsewhere.tenant()).leasedBy(services.get(0));
        await(a.join(services.get(0), room, "s1"));
        await(gateway.join(services.get(0), elsewhere, "s2"));
        String all = "/admin/v1/events";

        // When
        until(() -> admin.found(all).getJsonArray("items").size() >= 6);

        // Then
        assertThat(tenants(admin.found(all)))
                .contains(room.tenant().value(), "elsewhere")
                .hasSize(2);
        assertThat(tenants(admin.with(TENANTS).found(all)))
                .containsExactly(room.tenant().value());
        String cursor = admin.found(all + "?limit=2").getString("next");
        problem(admin.with(TENANTS).get(all + "?cursor=" + cursor), 400);
    }

    private static Set<String> tenants(JsonObject page) {
        return page.getJsonArray("items").stream()
                .map(event -> ((JsonObject) event).getString("tenant"))
                .collect(Collectors.toSet());
    }
}
