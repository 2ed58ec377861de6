package io.chappe.presence.admin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/** What goes in and never comes out: neither in an answer nor in a journal. */
final class Secrets {
    /** The names of all that are, in whatever object they stand; a test compares them with the terms of a tenant. */
    static final Set<String> NAMES = Set.of("secret", "secrets", "credential");

    private Secrets() {}

    /** The same without its secrets. */
    static JsonObject without(JsonObject object) {
        JsonObject rest = new JsonObject();
        object.forEach(entry -> {
            if (!NAMES.contains(entry.getKey())) {
                rest.put(entry.getKey(), without(entry.getValue()));
            }
        });
        return rest;
    }

    private static Object without(Object value) {
        if (value instanceof JsonObject object) {
            return without(object);
        } else if (value instanceof JsonArray array) {
            JsonArray rest = new JsonArray();
            array.forEach(element -> rest.add(without(element)));
            return rest;
        }
        return value;
    }
}
