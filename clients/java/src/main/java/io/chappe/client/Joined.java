package io.chappe.client;

import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A room as it was when this session became a member.
 *
 * @param version grows with each change of the room
 * @param self this session's id
 * @param locked whether nobody but moderators comes in
 */
public record Joined(String room, long version, List<Member> members, String self, boolean locked) {
    static Joined of(JsonObject json) {
        return of(json.getString("room"), json, json.getString("self"));
    }

    static Joined of(String room, JsonObject json, String self) {
        return new Joined(
                room,
                json.getLong("version"),
                Member.list(json.getJsonArray("members")),
                self,
                json.getBoolean("locked", false));
    }
}
