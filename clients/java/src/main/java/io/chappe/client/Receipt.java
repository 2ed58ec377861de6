package io.chappe.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A signal was given to the application at the other end, once; or, for a peer or a room, at those ends that it has
 * reached. A client that does not acknowledge counts as soon as the signal was written to its socket.
 *
 * @param sessions how many have it
 * @param missing the first 100 of those that do not
 * @param missingCount how many do not
 */
public record Receipt(int sessions, List<String> missing, int missingCount) {
    /** A signal to one session has no counts. */
    static Receipt of(JsonObject json) {
        List<String> missing = json.getJsonArray("missing", new JsonArray()).stream()
                .map(String.class::cast)
                .toList();
        return new Receipt(json.getInteger("sessions", 1), missing, json.getInteger("missingCount", 0));
    }
}
