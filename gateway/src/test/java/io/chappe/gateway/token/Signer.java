package io.chappe.gateway.token;

import io.chappe.node.config.Secret;
import io.chappe.node.tenant.KeyConfig;
import io.chappe.node.tenant.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Whoever signs a tenant's tokens. */
public record Signer(SignatureAlgorithm algorithm, Key key, KeyConfig config) {
    private static final String SECRET = "a secret of whoever signs, known to the gateways too";

    /** One with a new key. */
    public static Signer of(SignatureAlgorithm algorithm, @Nullable String kid) {
        return switch (algorithm) {
            case RS256, RS384, RS512, PS256 ->
                of(algorithm, kid, pair("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)));
            case ES256 -> of(algorithm, kid, pair("EC", new ECGenParameterSpec("secp256r1")));
            case ES384 -> of(algorithm, kid, pair("EC", new ECGenParameterSpec("secp384r1")));
            case EDDSA -> of(algorithm, kid, pair("Ed25519", null));
            case HS256 ->
                new Signer(
                        algorithm,
                        new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"),
                        new KeyConfig(kid, List.of(algorithm), null, new Secret(SECRET)));
        };
    }

    private static Signer of(SignatureAlgorithm algorithm, @Nullable String kid, KeyPair pair) {
        return new Signer(
                algorithm, pair.getPrivate(), new KeyConfig(kid, List.of(algorithm), pem(pair.getPublic()), null));
    }

    static KeyPair pair(String type, @Nullable AlgorithmParameterSpec size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
            if (size != null) {
                generator.initialize(size);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String pem(Key key) {
        String type = key instanceof java.security.PrivateKey ? "PRIVATE KEY" : "PUBLIC KEY";
        return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END " + type + "-----\n";
    }

    /** Its key as an issuer publishes it. */
    JsonWebKey published() {
        try {
            JsonWebKey published = JsonWebKey.Factory.newJwk(config.key());
            published.setKeyId(config.kid());
            return published;
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }

    /** A token with these claims, and the header that goes with its key. */
    public String sign(JwtClaims claims) {
        return sign(claims, algorithm.wireName(), config.kid());
    }

    /** A token whose header says what it likes. */
    String sign(JwtClaims claims, String algorithmHeader, @Nullable String kid) {
        JsonWebSignature token = new JsonWebSignature();
        token.setPayload(claims.toJson());
        token.setAlgorithmHeaderValue(algorithmHeader);
        token.setKey(key);
        token.setDoKeyValidation(false);
        if (kid != null) {
            token.setKeyIdHeaderValue(kid);
        }
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }

    /** For the peer ann, for here, for an hour; all rooms. */
    public static JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setSubject("ann");
        claims.setAudience("chappe");
        claims.setIssuer("https://id.example");
        claims.setExpirationTimeMinutesInTheFuture(60);
        claims.setClaim("chappe", java.util.Map.of("rooms", List.of("*")));
        return claims;
    }
}
