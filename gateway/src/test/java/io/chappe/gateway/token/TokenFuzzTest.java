package io.chappe.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.fuzz.Fuzz;
import io.chappe.core.fuzz.JsonTexts;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.TenantId;
import io.chappe.node.tenant.SignatureAlgorithm;
import io.chappe.node.tenant.TokensConfig;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import org.jose4j.base64url.Base64Url;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever comes as a token: it is taken only as it was signed, and refused in no other way than by {@link BadTokenException}. */
class TokenFuzzTest {
    private static final Signer SIGNER = Signer.of(SignatureAlgorithm.ES256, "two");
    private static final Signer QUICK = Signer.of(SignatureAlgorithm.HS256, "one");
    private static final List<String> GOOD = List.of(good(SIGNER), good(QUICK));

    private static final TokenVerifier VERIFIER = new TokenVerifier(
            new TenantId("acme"),
            new TokensConfig("https://id.example", "chappe", List.of(SIGNER.config(), QUICK.config()), null));

    /** For longer than anybody draws. */
    private static String good(Signer signer) {
        JwtClaims claims = Signer.claims();
        claims.setExpirationTimeMinutesInTheFuture(1_000_000);
        return signer.sign(claims);
    }

    /** Who comes with it; null for nobody. */
    private static @Nullable PeerId peer(String token) {
        TokenHint.tenant(token);
        try {
            return VERIFIER.verify(token).peer();
        } catch (BadTokenException e) {
            return null;
        }
    }

    @Test
    void refusesAGoodOneWithAnyBitTurned() {
        for (String good : GOOD) {
            for (int bit = 0; bit < 8 * good.length(); bit++) {
                // Given
                byte[] bytes = good.getBytes(StandardCharsets.ISO_8859_1);
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
                String turned = new String(bytes, StandardCharsets.ISO_8859_1);

                // When
                PeerId peer = peer(turned);

                // Then
                assertThat(peer != null).as("bit %d: %s", bit, turned).isEqualTo(meansTheSame(turned, good));
            }
        }
    }

    @Test
    void takesNothingButWhatWasSigned() {
        Fuzz.run("changed tokens", random -> {
            // Given
            String good = GOOD.get(random.nextInt(GOOD.size()));
            String token = random.nextInt(3) == 0 ? good : changed(good, random);

            // When
            PeerId peer = peer(token);

            // Then
            assertThat(peer != null).as(token).isEqualTo(meansTheSame(token, good));
            return peer != null;
        });
    }

    private static String changed(String token, Random random) {
        JsonTexts texts = new JsonTexts(random);
        String[] parts = token.split("\\.", -1);
        int part = random.nextInt(parts.length);
        parts[part] = switch (random.nextInt(3)) {
            case 0 -> texts.spoilt(parts[part]);
            case 1 -> base64(texts.spoilt(new String(Base64Url.decode(parts[part]), StandardCharsets.ISO_8859_1)));
            default -> base64(texts.value(5));
        };
        String changed = String.join(".", parts);
        return texts.onceIn(4) ? texts.spoilt(changed) : changed;
    }

    /** The last bits of base64 mean nothing, and neither do characters that are none of it. */
    private static boolean meansTheSame(String token, String goodToken) {
        String[] parts = token.split("\\.", -1);
        String[] good = goodToken.split("\\.", -1);
        return parts.length == 3
                && parts[0].equals(good[0])
                && parts[1].equals(good[1])
                && Arrays.equals(Base64Url.decode(parts[2]), Base64Url.decode(good[2]));
    }

    @Test
    void believesSignedClaimsOnlyOfTheRightTypes() {
        Fuzz.run("signed tokens", random -> {
            // Given
            TokenTexts texts = new TokenTexts(random);
            JsonTexts json = new JsonTexts(random);
            String header = json.onceIn(20) ? json.spoilt(texts.header()) : texts.header();
            String claims = json.onceIn(10) ? json.spoilt(texts.claims()) : texts.claims();

            // When
            PeerId peer = peer(signed(header, claims));

            // Then
            if (JacksonClaims.areJson(claims) && (peer != null || JacksonClaims.isPlainHeader(header))) {
                assertThat(peer).as("%s %s", header, claims).isEqualTo(JacksonClaims.peer(claims));
            }
            return peer != null;
        });
    }

    private static String signed(String header, String claims) throws GeneralSecurityException {
        String text = base64(header) + "." + base64(claims);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(QUICK.key());
        return text + "." + Base64Url.encode(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void refusesJsonOfAnyDepth() {
        // Given
        String deep = base64("{\"alg\":\"ES256\",\"a\":" + "[".repeat(2_500) + "]".repeat(2_500) + "}");

        // When
        PeerId peer = peer(deep + "." + deep.substring(0, 1_000) + "." + "AA");

        // Then
        assertThat(peer).isNull();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
