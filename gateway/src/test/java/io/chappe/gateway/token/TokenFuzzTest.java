package io.chappe.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.chappe.core.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever a stranger sends as a token, it is refused, and in no other way than by {@link BadTokenException}. {@code
 * -Dchappe.fuzz.rounds=1000000} looks longer.
 */
class TokenFuzzTest {
    private static final int ROUNDS = Integer.getInteger("chappe.fuzz.rounds", 3_000);
    private static final Signer SIGNER = Signer.of(SignatureAlgorithm.ES256, "one");
    private static final String GOOD = SIGNER.sign(Signer.claims());

    private final TokenVerifier verifier = new TokenVerifier(
            new TenantId("acme"), new TokensConfig("https://id.example", "chappe", List.of(SIGNER.config()), null));
    private final long seed = Long.getLong("chappe.fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** Whether it is taken; anything but a refusal fails the test, with the seed. */
    private boolean isTaken(String token) {
        try {
            TokenHint.tenant(token);
            verifier.verify(token);
            return true;
        } catch (BadTokenException e) {
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + seed + ", token " + token, e);
        }
    }

    @Test
    void takesTheGoodOne() {
        assertThat(isTaken(GOOD)).isTrue();
    }

    @Test
    void refusesEachOneWithACharacterChanged() {
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder token = new StringBuilder(GOOD);
            int changes = 1 + random.nextInt(3);
            for (int i = 0; i < changes; i++) {
                token.setCharAt(random.nextInt(token.length() - 1), (char) (32 + random.nextInt(95)));
            }
            String changed = token.toString();
            assertThat(isTaken(changed) && !meansTheSame(changed))
                    .as("seed %d, token %s", seed, changed)
                    .isFalse();
        }
    }

    /** The last bits of base64 mean nothing, and the change may be none. */
    private static boolean meansTheSame(String token) {
        String[] parts = token.split("\\.", -1);
        String[] good = GOOD.split("\\.", -1);
        for (int i = 0; i < good.length; i++) {
            byte[] changed = org.jose4j.base64url.Base64Url.decode(parts[i]);
            if (!java.util.Arrays.equals(changed, org.jose4j.base64url.Base64Url.decode(good[i]))) {
                return false;
            }
        }
        return true;
    }

    @Test
    void refusesHeadersAndClaimsOfAnyJson() {
        String signature = GOOD.substring(GOOD.lastIndexOf('.'));
        for (int round = 0; round < ROUNDS; round++) {
            String token = base64(json(0)) + "." + base64(json(0)) + signature;
            assertThat(isTaken(token)).as("seed %d, token %s", seed, token).isFalse();
        }
    }

    @Test
    void refusesJsonOfAnyDepth() {
        String deep = base64("{\"alg\":\"ES256\",\"a\":" + "[".repeat(2_500) + "]".repeat(2_500) + "}");

        assertThat(isTaken(deep + "." + deep.substring(0, 1_000) + "." + "AA")).isFalse();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private String json(int depth) {
        return switch (random.nextInt(depth > 4 ? 5 : 7)) {
            case 0 -> Long.toString(random.nextLong());
            case 1 -> "\"" + word() + "\"";
            case 2 -> "null";
            case 3 -> Boolean.toString(random.nextBoolean());
            case 4 -> random.nextDouble() + "e" + random.nextInt(999);
            case 5 -> "[" + json(depth + 1) + "," + json(depth + 1) + "]";
            default ->
                "{\"" + word() + "\":" + json(depth + 1) + ",\"alg\":\"ES256\",\"" + word() + "\":" + json(depth + 1)
                        + "}";
        };
    }

    private String word() {
        List<String> words =
                List.of("kid", "alg", "crit", "b64", "zip", "cty", "jwk", "exp", "aud", "chappe", "none", "");
        return words.get(random.nextInt(words.size()));
    }
}
