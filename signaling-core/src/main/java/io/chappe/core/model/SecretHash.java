package io.chappe.core.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The SHA-256 of a session's secret: what is kept, so that nobody who reads it can resume the session. */
public final class SecretHash {
    private static final int BYTES = 32;

    private final byte[] bytes;

    /**
     * What {@link #bytes} gave.
     *
     * @throws IllegalArgumentException for anything that is not {@value #BYTES} bytes
     */
    public SecretHash(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a secret's hash has " + BYTES + " bytes");
        }
        this.bytes = bytes.clone();
    }

    public static SecretHash of(String secret) {
        try {
            return new SecretHash(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** In a time that does not tell how much of it is right. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SecretHash that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "a secret's hash";
    }
}
