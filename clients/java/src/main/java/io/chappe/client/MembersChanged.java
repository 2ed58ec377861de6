package io.chappe.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/**
 * One change of a room, which may concern many members.
 *
 * @param version of the room; grows, and may skip
 */
public record MembersChanged(
        String room, long version, List<Member> joined, List<Departure> left, List<Member> updated) {
    /**
     * A session that is no longer a member.
     *
     * @param reason {@code left} where it said so
     */
    public record Departure(Member member, String reason) {
        static Departure of(JsonObject json) {
            return new Departure(Member.of(json), json.getString("reason", ""));
        }
    }

    boolean isEmpty() {
        return joined.isEmpty() && left.isEmpty() && updated.isEmpty();
    }

    static MembersChanged ofMany(JsonObject json) {
        return of(
                json,
                list(json, "joined", Member::of),
                list(json, "left", Departure::of),
                list(json, "updated", Member::of));
    }

    static MembersChanged joined(JsonObject json) {
        return of(json, List.of(Member.of(json.getJsonObject("member"))), List.of(), List.of());
    }

    static MembersChanged left(JsonObject json) {
        Departure departure = new Departure(Member.of(json.getJsonObject("member")), json.getString("reason", ""));
        return of(json, List.of(), List.of(departure), List.of());
    }

    static MembersChanged updated(JsonObject json) {
        return of(json, List.of(), List.of(), List.of(Member.of(json.getJsonObject("member"))));
    }

    private static MembersChanged of(JsonObject json, List<Member> joined, List<Departure> left, List<Member> updated) {
        return new MembersChanged(json.getString("room"), json.getLong("version"), joined, left, updated);
    }

    private static <T> List<T> list(JsonObject json, String key, Function<JsonObject, T> element) {
        return json.getJsonArray(key, new JsonArray()).stream()
                .map(value -> element.apply((JsonObject) value))
                .toList();
    }
}
