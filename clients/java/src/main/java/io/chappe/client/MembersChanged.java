package io.chappe.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/**
 * One change of a room, which may concern many members; or none that is listed, and only their number.
 *
 * @param version of the room; grows, and may skip
 * @param joined who is in the list now; in a large room also who was behind those listed, and has moved up
 * @param count of all members now, listed or not
 */
public record MembersChanged(
        String room, long version, List<Member> joined, List<Departure> left, List<Member> updated, int count) {
    /** What the server says of the number where all members are listed: nothing. */
    static final int ALL_LISTED = 0;
    /** Of a large room, who may still be in it. */
    static final String UNLISTED = "unlisted";

    /**
     * A session that is no longer a member, or no longer listed.
     *
     * @param reason {@code left} where it said so; {@code unlisted} where it is only not in the list any more, and may still
     *     be in the room
     */
    public record Departure(Member member, String reason) {
        static Departure of(JsonObject json) {
            return new Departure(Member.of(json), json.getString("reason", ""));
        }
    }

    /** The same, and how many members there are by it. */
    MembersChanged counted(int all) {
        return new MembersChanged(room, version, joined, left, updated, all);
    }

    /** Whether it concerns nobody who is listed. */
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
        int count = json.getInteger("count", ALL_LISTED);
        return new MembersChanged(json.getString("room"), json.getLong("version"), joined, left, updated, count);
    }

    private static <T> List<T> list(JsonObject json, String key, Function<JsonObject, T> element) {
        return json.getJsonArray(key, new JsonArray()).stream()
                .map(value -> element.apply((JsonObject) value))
                .toList();
    }
}
