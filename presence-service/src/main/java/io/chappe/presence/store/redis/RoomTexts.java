package io.chappe.presence.store.redis;

import io.chappe.core.model.Call;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;
import io.chappe.core.model.Take;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a member's standing and a room's rules are written in Redis, as {@code rooms/rules.lua} says. */
final class RoomTexts {
    /** Of nearly all members, and of nearly all rooms. */
    private static final String PLAIN = "";

    private RoomTexts() {}

    /** The fields that it adds to a seat. */
    static String standing(SessionId session, Standing standing) {
        if (standing.equals(Standing.PLAIN)) {
            return PLAIN;
        }
        JsonObject fields = new JsonObject();
        if (standing.waits()) {
            fields.put("waiting", true);
        }
        if (standing.moderates()) {
            fields.put("moderates", true);
        }
        if (standing.hidden()) {
            fields.put("hidden", true);
        }
        if (standing.hasAttributes()) {
            fields.put("attributes", standing.attributes().asString());
        }
        Call call = standing.call();
        if (call != null) {
            fields.put("call", call(call));
        }
        long token = standing.tokenHash(session);
        if (token != 0) {
            fields.put("token", Texts.bits(token));
        }
        return fields.encode();
    }

    static Standing standing(JsonObject seat) {
        String attributes = seat.getString("attributes");
        return new Standing(
                seat.getBoolean("waiting", false),
                seat.getBoolean("moderates", false),
                attributes == null ? RawJson.NULL : RawJson.of(attributes),
                call(seat.getJsonObject("call")),
                seat.getBoolean("hidden", false));
    }

    private static JsonObject call(Call call) {
        ErrorCode refusal = call.refusal();
        JsonObject fields = new JsonObject()
                .put("to", call.to().value())
                .put("agent", call.agent().value())
                .put("till", Long.toString(call.until()));
        if (call.isMove()) {
            fields.put("request", Long.toString(call.request()));
        }
        return refusal == null ? fields : fields.put("refusal", refusal.wireName());
    }

    private static @Nullable Call call(@Nullable JsonObject call) {
        if (call == null) {
            return null;
        }
        String refusal = call.getString("refusal");
        return new Call(
                new RoomId(call.getString("to")),
                new SessionId(call.getString("agent")),
                Long.parseLong(call.getString("request", "0")),
                Long.parseLong(call.getString("till")),
                refusal == null ? null : ErrorCode.ofWireName(refusal));
    }

    static String rules(RoomRules rules) {
        if (rules.equals(RoomRules.OPEN)) {
            return PLAIN;
        }
        JsonObject bans = new JsonObject();
        rules.bans().forEach((peer, until) -> bans.put(peer.value(), Long.toString(until)));
        JsonObject fields = new JsonObject()
                .put("version", Long.toString(rules.version()))
                .put("maxMembers", rules.maxMembers())
                .put("lobby", rules.lobby())
                .put("locked", rules.locked())
                .put("bans", bans);
        if (rules.hasMetadata()) {
            fields.put("metadata", rules.metadata().asString());
        }
        if (rules.keepMs() > 0) {
            fields.put("keep", Long.toString(rules.keepMs()));
        }
        if (rules.queue()) {
            fields.put(
                    "takes",
                    new JsonArray(rules.takes().stream().map(RoomTexts::take).toList()));
        }
        return fields.encode();
    }

    /** As an argument. */
    static String metadata(RawJson metadata) {
        return metadata.equals(RawJson.NULL) ? PLAIN : metadata.asString();
    }

    private static JsonObject take(Take take) {
        return new JsonObject()
                .put("to", take.to().value())
                .put("session", take.session().value())
                .put("peer", take.peer().value())
                .put("at", Long.toString(take.at()));
    }

    private static Take take(JsonObject take) {
        return new Take(
                new RoomId(take.getString("to")),
                new SessionId(take.getString("session")),
                new PeerId(take.getString("peer")),
                Long.parseLong(take.getString("at")));
    }

    static RoomRules rules(String text) {
        if (text.equals(PLAIN)) {
            return RoomRules.OPEN;
        }
        JsonObject rules = new JsonObject(text);
        Map<PeerId, Long> bans = new HashMap<>();
        rules.getJsonObject("bans")
                .forEach(ban -> bans.put(new PeerId(ban.getKey()), Long.valueOf((String) ban.getValue())));
        JsonArray takes = rules.getJsonArray("takes");
        String metadata = rules.getString("metadata");
        return new RoomRules(
                Long.parseLong(rules.getString("version")),
                rules.getInteger("maxMembers"),
                rules.getBoolean("lobby"),
                rules.getBoolean("locked"),
                bans,
                takes != null,
                takes == null
                        ? List.of()
                        : takes.stream()
                                .map(JsonObject.class::cast)
                                .map(RoomTexts::take)
                                .toList(),
                metadata == null ? RawJson.NULL : RawJson.of(metadata),
                Long.parseLong(rules.getString("keep", "0")));
    }
}
