package io.chappe.presence.store.redis;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Standing;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

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
        if (standing.hasAttributes()) {
            fields.put("attributes", standing.attributes().asString());
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
                attributes == null ? RawJson.NULL : RawJson.of(attributes));
    }

    static String rules(RoomRules rules) {
        if (rules.equals(RoomRules.OPEN)) {
            return PLAIN;
        }
        JsonObject bans = new JsonObject();
        rules.bans().forEach((peer, until) -> bans.put(peer.value(), Long.toString(until)));
        return new JsonObject()
                .put("version", Long.toString(rules.version()))
                .put("maxMembers", rules.maxMembers())
                .put("lobby", rules.lobby())
                .put("locked", rules.locked())
                .put("bans", bans)
                .encode();
    }

    static RoomRules rules(String text) {
        if (text.equals(PLAIN)) {
            return RoomRules.OPEN;
        }
        JsonObject rules = new JsonObject(text);
        Map<PeerId, Long> bans = new HashMap<>();
        rules.getJsonObject("bans")
                .forEach(ban -> bans.put(new PeerId(ban.getKey()), Long.valueOf((String) ban.getValue())));
        return new RoomRules(
                Long.parseLong(rules.getString("version")),
                rules.getInteger("maxMembers"),
                rules.getBoolean("lobby"),
                rules.getBoolean("locked"),
                bans);
    }
}
