package io.chappe.client;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A room as it was when this session became a member.
 *
 * @param version grows with each change of the room
 * @param members all; of a large room its moderators and the first others, and this session only if it is one of them
 * @param self this session's id
 * @param locked whether nobody but moderators comes in
 * @param metadata what moderators have told the members about the room; null where they have not
 * @param count of all members; where these are more than {@code members}, not all are listed
 */
public record Joined(
        String room,
        long version,
        List<Member> members,
        String self,
        boolean locked,
        @Nullable JsonObject metadata,
        int count) {
    static Joined of(JsonObject json) {
        return of(json.getString("room"), json, json.getString("self"));
    }

    static Joined of(String room, JsonObject json, String self) {
        List<Member> members = Member.list(json.getJsonArray("members"));
        return new Joined(
                room,
                json.getLong("version"),
                members,
                self,
                json.getBoolean("locked", false),
                json.getJsonObject("metadata"),
                json.getInteger("count", members.size()));
    }
}
