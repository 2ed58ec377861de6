package io.chappe.gateway.ice;

import io.chappe.core.model.PeerKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A name and a password that a TURN server takes until a moment, made of a secret that it shares with us
 * (draft-uberti-behave-turn-rest-00, section 2.2). The name has a peer's digest in it: always the same, for the server's quotas,
 * and not the peer's own name in its log.
 */
record TurnCredential(String username, String password) {
    private static final int DIGEST_BYTES = 12;

    /**
     * @param endsAt seconds of the Unix epoch
     */
    static TurnCredential of(String secret, PeerKey peer, long endsAt) {
        String username = endsAt + ":" + digest(peer);
        try {
            Mac hmac = Mac.getInstance("HmacSHA1");
            hmac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            byte[] code = hmac.doFinal(username.getBytes(StandardCharsets.UTF_8));
            return new TurnCredential(username, Base64.getEncoder().encodeToString(code));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }

    private static String digest(PeerKey peer) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            // No tenant's name has a zero in it.
            sha256.update((peer.tenant().value() + "\0" + peer.peer().value()).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(sha256.digest(), DIGEST_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The password is one. */
    @Override
    public String toString() {
        return username;
    }
}
