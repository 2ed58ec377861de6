package io.chappe.client;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Who a session is for, as {@code hello} says it.
 *
 * @param tenant of an anonymous peer, or null where the token says it
 * @param peer the name an anonymous peer wants, or null for one that the server makes up
 * @param token that proves both, or null for an anonymous peer
 */
public record Identity(
        @Nullable String tenant,
        @Nullable String peer,
        @Nullable String token) {
    public static Identity anonymous(String tenant, String peer) {
        return new Identity(tenant, peer, null);
    }

    JsonObject hello() {
        JsonObject hello = new JsonObject().put("type", "hello");
        putIfPresent(hello, "tenant", tenant);
        putIfPresent(hello, "peer", peer);
        putIfPresent(hello, "token", token);
        return hello;
    }

    private static void putIfPresent(JsonObject hello, String key, @Nullable String value) {
        if (value != null) {
            hello.put(key, value);
        }
    }

    /** The token is a secret. */
    @Override
    public String toString() {
        return "Identity[tenant=" + tenant + ", peer=" + peer + "]";
    }
}
