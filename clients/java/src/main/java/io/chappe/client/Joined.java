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
        return new Joined(json.getString("room"), json.getLong("version"), members(json), json.getString("self"));
    }

    static List<Member> members(JsonObject json) {
        return json.getJsonArray("members").stream()
                .map(member -> Member.of((JsonObject) member))
                .toList();
    }
}
