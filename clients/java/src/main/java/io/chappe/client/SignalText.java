package io.chappe.client;

import io.vertx.core.json.EncodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/**
 * A signal as it goes out. Its data is encoded once, where it is made: later changes by the application do no harm, and
 * every repetition has the same content.
 */
final class SignalText {
    private final Target to;
    private final String kind;
    private final String data;

    private SignalText(Target to, String kind, String data) {
        this.to = to;
        this.kind = kind;
        this.data = data;
    }

    /**
     * @throws ChappeException with {@code bad_request} if the data has no JSON
     */
    static SignalText of(Target to, String kind, Object data) {
        try {
            return new SignalText(to, kind, Json.encode(data));
        } catch (EncodeException e) {
            throw new ChappeException("bad_request", "the data of a signal must be JSON: " + e.getMessage());
        }
    }

    Target to() {
        return to;
    }

    /** Characters that wait for an answer. */
    int length() {
        return data.length();
    }

    /**
     * @param fields adds to the frame what this sending has of its own
     */
    String frame(Consumer<JsonObject> fields) {
        JsonObject frame =
                new JsonObject().put("type", "signal").put("to", to.toJson()).put("kind", kind);
        fields.accept(frame);
        String head = frame.encode();
        return head.substring(0, head.length() - 1) + ",\"data\":" + data + "}";
    }
}
