package io.chappe.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What the server tells a session on each of its sockets.
 *
 * @param session its id
 * @param resumeWindowMs how long the session outlives a lost socket
 * @param pingIntervalMs how long a silence is normal
 * @param iceServers for an RTCPeerConnection
 */
public record Welcome(
        String session,
        String peer,
        String tenant,
        long resumeWindowMs,
        long pingIntervalMs,
        JsonArray iceServers,
        JsonObject limits) {
    static Welcome of(JsonObject json) {
        return new Welcome(
                json.getString("session"),
                json.getString("peer"),
                json.getString("tenant"),
                json.getLong("resumeWindowMs", 0L),
                json.getLong("pingIntervalMs", 20_000L),
                json.getJsonArray("iceServers", new JsonArray()),
                json.getJsonObject("limits", new JsonObject()));
    }
}
