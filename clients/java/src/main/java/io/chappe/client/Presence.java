package io.chappe.client;

import io.vertx.core.json.JsonObject;

/**
 * Whether a watched peer is there.
 *
 * @param state {@code online}, {@code reconnecting} or {@code offline}
 * @param sessions how many it has
 */
public record Presence(String peer, String state, int sessions) {
    static Presence of(JsonObject json) {
        return new Presence(json.getString("peer"), json.getString("state"), json.getInteger("sessions", 0));
    }
}
