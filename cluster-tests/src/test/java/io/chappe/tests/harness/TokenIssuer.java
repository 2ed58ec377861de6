package io.chappe.tests.harness;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** A tenant's service that signs tokens (ES256, RFC 7515), with nothing but the JDK: no code of the product's is in it. */
public final class TokenIssuer {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String kid;
    private final KeyPair pair;

    public TokenIssuer(String kid) {
        this.kid = kid;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            this.pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A tenant whose clients need its tokens. */
    public JsonObject tenant(String name) {
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        JsonObject key = new JsonObject()
                .put("kid", kid)
                .put("algorithms", JsonArray.of("ES256"))
                .put("publicKey", pem);
        return new JsonObject()
                .put("name", name)
                .put("tokens", new JsonObject().put("keys", JsonArray.of(key)))
                .put("resumeWindow", "16s");
    }

    /** For a peer, who may join these rooms. */
    public String token(String tenant, String peer, Duration life, String... rooms) {
        return token(claims(tenant, peer, life, new JsonObject().put("rooms", new JsonArray(List.of((Object[])
                        rooms)))));
    }

    /**
     * @param grants {@code rooms} and the like
     */
    public static JsonObject claims(String tenant, String peer, Duration life, JsonObject grants) {
        return new JsonObject()
                .put("sub", peer)
                .put("aud", "chappe")
                .put("exp", Instant.now().plus(life).getEpochSecond())
                .put("chappe", grants.copy().put("tenant", tenant));
    }

    public String token(JsonObject claims) {
        return token(new JsonObject().put("alg", "ES256").put("typ", "JWT").put("kid", kid), claims);
    }

    public String token(JsonObject header, JsonObject claims) {
        String signed = part(header) + "." + part(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public static String part(JsonObject json) {
        return BASE64.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }
}
