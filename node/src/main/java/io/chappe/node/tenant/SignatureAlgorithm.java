package io.chappe.node.tenant;

import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import javax.crypto.SecretKey;

/** The signature algorithms that tokens may have (RFC 7518 section 3.1, RFC 8037 section 3.1), each with its keys. */
public enum SignatureAlgorithm {
    RS256("RS256", KeyKind.RSA),
    RS384("RS384", KeyKind.RSA),
    RS512("RS512", KeyKind.RSA),
    PS256("PS256", KeyKind.RSA),
    ES256("ES256", KeyKind.P256),
    ES384("ES384", KeyKind.P384),
    EDDSA("EdDSA", KeyKind.ED25519),
    HS256("HS256", KeyKind.SECRET);

    private enum KeyKind {
        RSA("an RSA key of 2048 bits or more"),
        P256("an EC key on P-256"),
        P384("an EC key on P-384"),
        ED25519("an Ed25519 key"),
        SECRET("a secret");

        private static final int LEAST_RSA_BITS = 2048;

        private final String words;

        KeyKind(String words) {
            this.words = words;
        }

        private boolean is(Key key) {
            return switch (this) {
                case RSA -> key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= LEAST_RSA_BITS;
                case P256 -> isOnCurveOf(key, 256);
                case P384 -> isOnCurveOf(key, 384);
                case ED25519 ->
                    key instanceof EdECPublicKey ed && ed.getParams().getName().equals("Ed25519");
                case SECRET -> key instanceof SecretKey;
            };
        }

        private static boolean isOnCurveOf(Key key, int bits) {
            return key instanceof ECPublicKey ec
                    && ec.getParams().getCurve().getField().getFieldSize() == bits;
        }
    }

    private final String wireName;
    private final KeyKind keys;

    SignatureAlgorithm(String wireName, KeyKind keys) {
        this.wireName = wireName;
        this.keys = keys;
    }

    /** As a token's header has it. */
    public String wireName() {
        return wireName;
    }

    public boolean takes(Key key) {
        return keys.is(key);
    }

    /** The keys it takes, in an operator's words. */
    String keyWords() {
        return keys.words;
    }
}
