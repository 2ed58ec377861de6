package io.chappe.presence.store.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One operation, which Redis runs as a whole or not at all.
 *
 * @param name of its file
 * @param sha1 by which Redis knows a text that it has seen
 */
record Script(String name, String text, String sha1) {
    /** The folder of its file. */
    String table() {
        return name.substring(0, name.indexOf('/'));
    }

    static Script of(String name, String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return new Script(name, text, HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
