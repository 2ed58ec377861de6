package io.chappe.client;

import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A room as it was when this session became a member.
 *
 * @param version grows with each change of the room
 * @param self this session's id
 */
public record Joined(String room, long version, List<Member> members, String self) {
    static Joined of(JsonObject json) {
        return of(json.getString("room"), json, json.getString("self"));
    }

    static Joined of(String room, JsonObject json, String self) {
        return new Joined(room, json.getLong("version"), members(json), self);
    }

    private static List<Member> members(JsonObject json) {
        return json.getJsonArray("members").stream()
                .map(member -> Member.of((JsonObject) member))
                .toList();
    }
}
