package io.chappe.gateway.session;

import io.chappe.core.model.SecretHash;
import java.security.SecureRandom;
import java.util.Base64;

/** What its client shows to take up a session: 128 random bits in base64url. The cluster keeps its SHA-256 only. */
public record SessionSecret(String value) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    static SessionSecret random() {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return new SessionSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    SecretHash hash() {
        return SecretHash.of(value);
    }

    /** Never logged. */
    @Override
    public String toString() {
        return "SessionSecret[]";
    }
}
