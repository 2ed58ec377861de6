package io.chappe.node.tenant;

import io.chappe.node.config.Require;
import io.chappe.node.config.Secret;
import io.chappe.node.config.Setting;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A key of whoever signs a tenant's tokens. */
public record KeyConfig(
        @Setting(help = "By which tokens name it (`kid`). A key without one may be any token's.") @Nullable String kid,

        @Setting(help = "The algorithms that it is for, such as [ES256]. A token with another one is refused.")
        List<SignatureAlgorithm> algorithms,

        @Setting(help = "A public key or its certificate, in PEM. For all algorithms but HS256.") @Nullable String publicKey,

        @Setting(
                help =
                        "For HS256: what whoever signs has, too, at least 32 bytes. Whoever has it can make tokens, so every"
                                + " gateway could.")
        @Nullable Secret secret) {
    private static final int LEAST_SECRET_BYTES = 32;

    public KeyConfig {
        Require.that(kid == null || !kid.isEmpty(), "kid must not be empty; leave it out");
        Require.that(!algorithms.isEmpty(), "algorithms must name at least one");
        Require.that((publicKey == null) != (secret == null), "publicKey or secret must be there, and not both");
        algorithms = List.copyOf(algorithms);
        Key key = publicKey == null ? secretKey(secret) : publicKey(publicKey);
        for (SignatureAlgorithm algorithm : algorithms) {
            Require.that(
                    algorithm.takes(key),
                    "algorithms: " + algorithm.wireName() + " wants " + algorithm.keyWords() + ", this key is another");
        }
    }

    private static Key publicKey(String pem) {
        try {
            return PublicKeys.ofPem(pem);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("publicKey: " + e.getMessage(), e);
        }
    }

    private static Key secretKey(@Nullable Secret secret) {
        byte[] bytes = secret == null ? new byte[0] : secret.value().getBytes(StandardCharsets.UTF_8);
        Require.that(bytes.length >= LEAST_SECRET_BYTES, "secret must have at least 32 bytes");
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    /** What proves the tokens: a public key or a secret one. */
    public Key key() {
        return publicKey == null ? secretKey(secret) : publicKey(publicKey);
    }
}
