package io.chappe.presence.webhooks;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Events that are posted together, in their order.
 *
 * @param events as JSON; none where there is nothing that the webhook wants
 * @param isReplay whether they are dead letters; then the numbers are of their journal
 * @param last number of the last one that was looked at
 * @param lastAt when that was written, by the store's clock in ms
 * @param skipped that it does not want
 */
record Batch(List<String> events, boolean isReplay, long last, long lastAt, int skipped) {
    private static final int ID_BYTES = 16;

    boolean isEmpty() {
        return events.isEmpty();
    }

    Courier.Letter letter(HookKey hook) {
        String tenant = Json.encode(hook.tenant().value());
        String text = "{\"tenant\":" + tenant + ",\"events\":[" + String.join(",", events) + "]}";
        return new Courier.Letter(id(hook), Buffer.buffer(text));
    }

    /** The same each time, whoever posts it. */
    private String id(HookKey hook) {
        String first = new JsonObject(events.get(0)).getString("id", "");
        String name = String.join(
                "\n", hook.journal(isReplay ? "again" : "event"), first, Long.toString(last), "" + events.size());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return "msg_" + HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
