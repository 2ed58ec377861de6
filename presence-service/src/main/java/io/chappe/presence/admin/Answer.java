package io.chappe.presence.admin;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What is answered to a request that has gone well.
 *
 * @param tag of what the body shows (RFC 9110 section 8.8.3); null where it has none
 */
record Answer(int status, @Nullable String tag, JsonObject body) {
    static final int OK = 200;
    static final int CREATED = 201;

    static Answer of(JsonObject body) {
        return new Answer(OK, null, body);
    }

    JsonObject toJson() {
        return new JsonObject().put("status", status).put("tag", tag).put("body", body);
    }

    /** Reads what {@link #toJson} wrote. */
    static Answer ofJson(JsonObject json) {
        return new Answer(json.getInteger("status"), json.getString("tag"), json.getJsonObject("body"));
    }
}
