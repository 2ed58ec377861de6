package io.chappe.tests.browser;

import io.chappe.tests.harness.Admin;
import io.chappe.tests.harness.Variation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Presence-services that know keys of one tenant, too: one for its rooms, and one that may only look. */
final class ConsoleKeys implements Variation {
    static final String TENANT = "demo";
    static final String TENANTS_KEY = "chappe_tenants_" + "t".repeat(43);
    static final String READERS_KEY = "chappe_reader_" + "r".repeat(43);

    @Override
    public JsonObject settings(String node) {
        return node.startsWith("gateway")
                ? new JsonObject()
                : new JsonObject()
                        .put("admin", new JsonObject().put("keys", keys()))
                        .put("webhooks", loopback());
    }

    private static JsonArray keys() {
        return JsonArray.of(
                operator(), key("tenants", TENANTS_KEY, "read", "write"), key("reader", READERS_KEY, "read"));
    }

    /** Where the tests receive. */
    private static JsonObject loopback() {
        return new JsonObject().put("allowTo", JsonArray.of("127.0.0.0/8")).put("allowHttp", true);
    }

    private static JsonObject operator() {
        return new JsonObject()
                .put("name", "operator")
                .put("hash", hash(Admin.KEY))
                .put("scopes", JsonArray.of("read", "write", "operate"));
    }

    private static JsonObject key(String name, String key, Object... scopes) {
        return new JsonObject()
                .put("name", name)
                .put("hash", hash(key))
                .put("scopes", JsonArray.of(scopes))
                .put("tenant", TENANT);
    }

    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
