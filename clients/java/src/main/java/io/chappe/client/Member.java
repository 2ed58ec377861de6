package io.chappe.client;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a room's roster.
 *
 * @param meta any JSON value that the peer tells the others about itself, as Vert.x represents it
 * @param state {@code online} or {@code reconnecting}
 */
public record Member(String session, String peer, @Nullable Object meta, String state) {
    static Member of(JsonObject json) {
        return new Member(
                json.getString("session"), json.getString("peer"), json.getValue("meta"), json.getString("state"));
    }
}
