package io.chappe.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/** What a server says. */
final class Script {
    private Script() {}

    static JsonObject welcome(String session) {
        return new JsonObject()
                .put("type", "welcome")
                .put("session", session)
                .put("secret", "secret of " + session)
                .put("peer", "p")
                .put("tenant", "t")
                .put("resumed", false)
                .put("resumeWindowMs", 20_000)
                .put("pingIntervalMs", 5_000);
    }

    static JsonObject resumed(String session, JsonObject rooms) {
        return welcome(session).put("resumed", true).put("rooms", rooms);
    }

    static JsonObject joined(long id, String room, String... members) {
        return new JsonObject()
                .put("type", "joined")
                .put("id", id)
                .put("room", room)
                .put("version", 1)
                .put("members", members(members))
                .put("self", "s");
    }

    /** An admission from the lobby. */
    static JsonObject admitted(String room, String... members) {
        JsonObject joined = joined(0, room, members);
        joined.remove("id");
        return joined;
    }

    static JsonObject waiting(String room, int position) {
        return new JsonObject().put("type", "waiting").put("room", room).put("position", position);
    }

    static JsonArray members(String... sessions) {
        return new JsonArray(Stream.of(sessions).map(Script::member).toList());
    }

    static JsonObject member(String session) {
        return new JsonObject()
                .put("session", session)
                .put("peer", "peer of " + session)
                .put("meta", null)
                .put("state", "online");
    }

    static JsonObject signal(String from, String kind) {
        return new JsonObject()
                .put("type", "signal")
                .put("from", new JsonObject().put("session", from).put("peer", "p"))
                .put("kind", kind)
                .put("data", new JsonObject());
    }

    static JsonObject ack(long id) {
        return new JsonObject().put("type", "ack").put("id", id);
    }

    static JsonObject error(long id, String code) {
        JsonObject error =
                new JsonObject().put("type", "error").put("code", code).put("message", "as the test wants");
        return id > 0 ? error.put("id", id) : error;
    }

    static JsonObject tokenExpiring(long expiresInMs) {
        return new JsonObject().put("type", "token-expiring").put("expiresInMs", expiresInMs);
    }

    static JsonObject left(String room, String reason) {
        return new JsonObject().put("type", "left").put("room", room).put("reason", reason);
    }

    static JsonObject lobby(String room, int count, String... waiting) {
        return new JsonObject()
                .put("type", "lobby")
                .put("room", room)
                .put("count", count)
                .put("waiting", members(waiting));
    }

    static JsonObject locked(String room, long version, boolean locked) {
        return new JsonObject()
                .put("type", "room-updated")
                .put("room", room)
                .put("version", version)
                .put("locked", locked);
    }

    static JsonObject memberLeft(String room, String session, String reason) {
        return new JsonObject()
                .put("type", "member-left")
                .put("room", room)
                .put("version", 2)
                .put("member", member(session))
                .put("reason", reason);
    }

    static JsonObject goAway(long afterMs, String... urls) {
        return new JsonObject()
                .put("type", "go-away")
                .put("reason", "drain")
                .put("reconnectAfterMs", afterMs)
                .put("deadlineMs", 60_000)
                .put("urls", new JsonArray(List.of(urls)));
    }
}
