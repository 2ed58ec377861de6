package io.chappe.client;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What another session sent.
 *
 * @param from its session; stamped by the server, as is {@code peer}
 * @param room if it was for all of a room
 * @param data any JSON value, as Vert.x represents it
 * @param id the sender's, or 0 for none
 */
public record Signal(
        String from,
        String peer,
        @Nullable String room,
        String kind,
        @Nullable Object data,
        long id) {
    /**
     * The kind by which a moderator asks to mute; {@code data.room} names the room. The server lets nobody else send it.
     * Whether to mute is for whom it reaches to say.
     */
    public static final String REQUEST_MUTE = "request-mute";

    static Signal of(JsonObject json) {
        JsonObject from = json.getJsonObject("from");
        return new Signal(
                from.getString("session"),
                from.getString("peer"),
                json.getString("room"),
                json.getString("kind"),
                json.getValue("data"),
                json.getLong("id", 0L));
    }
}
