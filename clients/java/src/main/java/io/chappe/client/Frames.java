package io.chappe.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests as the protocol has them, without their ids. */
final class Frames {
    private Frames() {}

    static JsonObject join(String room, @Nullable Object meta) {
        return new JsonObject().put("type", "join").put("room", room).put("meta", meta);
    }

    static JsonObject leave(String room) {
        return new JsonObject().put("type", "leave").put("room", room);
    }

    /** What a moderator asks for: {@code lock} and the like. */
    static JsonObject moderate(String type, String room) {
        return new JsonObject().put("type", type).put("room", room);
    }

    static JsonObject moderate(String type, String room, String session) {
        return moderate(type, room).put("session", session);
    }

    static JsonObject update(Object meta) {
        return new JsonObject().put("type", "update").put("meta", meta);
    }

    static JsonObject watch(Collection<String> peers) {
        return new JsonObject().put("type", "watch").put("peers", new JsonArray(List.copyOf(peers)));
    }

    static JsonObject unwatch(Collection<String> peers) {
        return watch(peers).put("type", "unwatch");
    }

    static JsonObject refresh(String token) {
        return new JsonObject().put("type", "refresh").put("token", token);
    }
}
