package io.chappe.presence.calls;

import io.chappe.core.bus.CallFact;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;
import io.vertx.core.json.JsonObject;

/**
 * A fact as it stands in a journal.
 *
 * @param node of the gateway that has noted it
 */
record NotedFact(String node, CallFact fact) {
    String encode() {
        return new JsonObject()
                .put("node", node)
                .put("number", fact.number())
                .put("at", fact.at())
                .put("took", fact.tookMs())
                .put("room", fact.room().value())
                .put("from", side(fact.from()))
                .put("to", side(fact.to()))
                .put("kind", fact.kind())
                .put("detail", fact.detail())
                .put("outcome", fact.outcome())
                .put("joinedAt", fact.joinedAt())
                .put("resumedAt", fact.resumedAt())
                .put("traceparent", fact.traceparent())
                .encode();
    }

    private static JsonObject side(CallFact.Side side) {
        return new JsonObject()
                .put("peer", side.peer().value())
                .put("session", side.session().value());
    }

    static NotedFact decode(String text) {
        JsonObject json = new JsonObject(text);
        return new NotedFact(
                json.getString("node"),
                new CallFact(
                        json.getLong("number"),
                        json.getLong("at"),
                        json.getLong("took", 0L),
                        new RoomId(json.getString("room")),
                        side(json.getJsonObject("from")),
                        side(json.getJsonObject("to")),
                        json.getString("kind"),
                        json.getString("detail"),
                        json.getString("outcome"),
                        json.getLong("joinedAt", 0L),
                        json.getLong("resumedAt", 0L),
                        json.getString("traceparent", "")));
    }

    private static CallFact.Side side(JsonObject json) {
        return new CallFact.Side(new PeerId(json.getString("peer")), new SessionId(json.getString("session")));
    }

    /** The two sessions, the same whichever of them has done something. */
    static String pair(CallFact fact) {
        String one = fact.from().session().value();
        String other = fact.to().session().value();
        return one.compareTo(other) < 0 ? one + "~" + other : other + "~" + one;
    }
}
