package io.chappe.presence.webhooks;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What proves to a receiver who has posted what, and when (Standard Webhooks 1.0.0). */
final class Signature {
    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /** One for each key, so that a receiver that knows either takes it. */
    static String of(String id, long timestamp, Buffer body, List<byte[]> keys) {
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        return keys.stream().map(key -> "v1," + of(head, body, key)).collect(Collectors.joining(" "));
    }

    private static String of(byte[] head, Buffer body, byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(head);
            return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
