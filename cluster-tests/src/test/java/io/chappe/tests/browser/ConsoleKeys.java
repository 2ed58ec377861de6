package io.chappe.tests.browser;

import io.chappe.tests.harness.Admin;
import io.chappe.tests.harness.Variation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Presence-services that know a key of one tenant, too. */
final class ConsoleKeys implements Variation {
    static final String TENANT = "demo";
    static final String TENANTS_KEY = "chappe_tenants_" + "t".repeat(43);

    @Override
    public JsonObject settings(String node) {
        return node.startsWith("gateway")
                ? new JsonObject()
                : new JsonObject().put("admin", new JsonObject().put("keys", JsonArray.of(operator(), key())));
    }

    private static JsonObject operator() {
        return new JsonObject()
                .put("name", "operator")
                .put("hash", hash(Admin.KEY))
                .put("scopes", JsonArray.of("read", "write", "operate"));
    }

    private static JsonObject key() {
        return new JsonObject()
                .put("name", "tenants")
                .put("hash", hash(TENANTS_KEY))
                .put("scopes", JsonArray.of("read", "write"))
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
