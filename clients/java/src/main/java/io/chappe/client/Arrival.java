package io.chappe.client;

import io.vertx.core.json.JsonObject;

/**
 * A signal that has come in.
 *
 * @param prev what its sender wants given out before it, or 0 for nothing
 * @param size of the whole frame, in characters
 */
record Arrival(Signal signal, long prev, int size) {
    /** Whether its sender waits for an acknowledgment. */
    static boolean wantsReceipt(JsonObject json) {
        return "received".equals(json.getString("want"));
    }

    static Arrival of(JsonObject json, int size) {
        return new Arrival(Signal.of(json), json.getLong("prev", 0L), size);
    }

    long id() {
        return signal.id();
    }
}
