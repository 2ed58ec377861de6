package io.chappe.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A signal was written to at least one target's socket, or to a room without others.
 *
 * @param sessions how many it reached
 * @param missing the first of those that it did not reach
 * @param missingCount how many it did not reach
 */
public record Relayed(int sessions, List<String> missing, int missingCount) {
    /** A signal to one session has no counts. */
    static Relayed of(JsonObject json) {
        List<String> missing = json.getJsonArray("missing", new JsonArray()).stream()
                .map(String.class::cast)
                .toList();
        return new Relayed(json.getInteger("sessions", 1), missing, json.getInteger("missingCount", 0));
    }
}
