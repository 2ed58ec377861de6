package io.chappe.core.model;

import java.security.SecureRandom;
import java.util.Base64;

/** One logical connection of a peer: 128 random bits in base64url, which name no node. */
public record SessionId(String value) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    public SessionId {
        Names.require("a session id", value);
    }

    public static SessionId random() {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return new SessionId(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    @Override
    public String toString() {
        return value;
    }
}
