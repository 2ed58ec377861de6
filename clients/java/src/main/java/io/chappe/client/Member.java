package io.chappe.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a room's roster.
 *
 * @param meta any JSON value that the peer tells the others about itself, as Vert.x represents it
 * @param state {@code online} or {@code reconnecting}
 * @param moderator whether it moderates this room, as its token said when it joined
 * @param attributes what its token said about it then, which it cannot make up; null for nothing
 */
public record Member(
        String session,
        String peer,
        @Nullable Object meta,
        String state,
        boolean moderator,
        @Nullable JsonObject attributes) {
    static Member of(JsonObject json) {
        return new Member(
                json.getString("session"),
                json.getString("peer"),
                json.getValue("meta"),
                json.getString("state"),
                json.getBoolean("moderator", false),
                json.getJsonObject("attributes"));
    }

    static List<Member> list(JsonArray members) {
        return members.stream().map(member -> of((JsonObject) member)).toList();
    }
}
