package io.chappe.client;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Reads what the server sends. */
final class ServerText {
    private static final JsonObject NOTHING = new JsonObject();

    private ServerText() {}

    /** The message; an empty one for what is none: a later server may say what this client does not know. */
    static JsonObject parse(String text) {
        try {
            return new JsonObject(text);
        } catch (DecodeException e) {
            return NOTHING;
        }
    }

    static String type(JsonObject message) {
        return message.getValue("type") instanceof String type ? type : "";
    }

    static boolean is(JsonObject message, String type) {
        return type(message).equals(type);
    }

    /** Whether it is about something that this client has sent. A signal's {@code id} is its sender's. */
    static boolean isAnswer(JsonObject message) {
        return is(message, "pong") || (message.containsKey("id") && !is(message, "signal"));
    }

    /** Whether a {@code welcome} is one to the session that this client had. */
    static boolean isResumed(JsonObject welcome) {
        return Boolean.TRUE.equals(welcome.getValue("resumed"));
    }

    static List<String> texts(JsonObject message, String field) {
        return message.getValue(field) instanceof JsonArray values
                ? values.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }
}
