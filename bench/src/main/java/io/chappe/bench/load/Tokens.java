package io.chappe.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * Tokens as a tenant's own service signs them (ES256, RFC 7518 section 3.4), one for each peer, made once. On the generator's
 * event loop.
 */
final class Tokens {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Duration LIFE = Duration.ofHours(3);

    private final PrivateKey key;
    private final Map<String, String> byPeer = new HashMap<>();

    private Tokens(PrivateKey key) {
        this.key = key;
    }

    /**
     * @param pem of an EC key on P-256, PKCS #8
     */
    static Tokens signedBy(Path pem) {
        try {
            String base64 = Files.readString(pem).replaceAll("-----[A-Z ]+-----|\\s", "");
            PKCS8EncodedKeySpec encoded =
                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
            return new Tokens(KeyFactory.getInstance("EC").generatePrivate(encoded));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(pem + " is no EC key in PKCS #8", e);
        }
    }

    String of(String peer, String tenant) {
        return byPeer.computeIfAbsent(peer, name -> sign(name, tenant));
    }

    private String sign(String peer, String tenant) {
        String signed = part("{\"alg\":\"ES256\"}") + "."
                + part("{\"sub\":\"%s\",\"aud\":\"chappe\",\"exp\":%d,\"chappe\":{\"tenant\":\"%s\",\"rooms\":[\"*\"]}}"
                        .formatted(peer, Instant.now().plus(LIFE).getEpochSecond(), tenant));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
