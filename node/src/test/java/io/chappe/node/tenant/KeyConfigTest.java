package io.chappe.node.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.node.config.Secret;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyConfigTest {
    private static final String EC = pem("EC", new ECGenParameterSpec("secp256r1"));

    private static String pem(String type, AlgorithmParameterSpec size) {
        return pem(pair(type, size).getPublic());
    }

    private static String pem(Key key) {
        String type = key instanceof PrivateKey ? "PRIVATE KEY" : "PUBLIC KEY";
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(type, Base64.getMimeEncoder().encodeToString(key.getEncoded()), type);
    }

    private static KeyPair pair(String type, AlgorithmParameterSpec size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyConfig key(
            @Nullable String publicKey, @Nullable String secret, SignatureAlgorithm... algorithms) {
        return new KeyConfig(null, List.of(algorithms), publicKey, secret == null ? null : new Secret(secret));
    }

    @Test
    void readsAPublicKey() {
        assertThat(key(EC, null, SignatureAlgorithm.ES256).key().getAlgorithm()).isEqualTo("EC");
    }

    @Test
    void refusesAKeyThatAnAlgorithmDoesNotTake() {
        assertThatThrownBy(() -> key(EC, null, SignatureAlgorithm.RS256))
                .hasMessage("algorithms: RS256 wants an RSA key of 2048 bits or more, this key is another");
        assertThatThrownBy(() -> key(EC, null, SignatureAlgorithm.ES384)).hasMessageStartingWith("algorithms: ES384");
        assertThatThrownBy(() -> key(EC, null, SignatureAlgorithm.HS256)).hasMessageStartingWith("algorithms: HS256");
        assertThatThrownBy(() -> key(null, "s".repeat(32), SignatureAlgorithm.ES256))
                .hasMessageStartingWith("algorithms: ES256");
    }

    @Test
    void refusesAnRsaKeyThatIsTooShort() {
        // Given
        String small = pem("RSA", new RSAKeyGenParameterSpec(1024, RSAKeyGenParameterSpec.F4));

        // When // Then
        assertThatThrownBy(() -> key(small, null, SignatureAlgorithm.RS256)).hasMessageContaining("2048");
    }

    @Test
    void refusesASecretThatIsTooShort() {
        assertThatThrownBy(() -> key(null, "s".repeat(31), SignatureAlgorithm.HS256))
                .hasMessage("secret must have at least 32 bytes");
    }

    @Test
    void wantsAKeyOrASecret() {
        assertThatThrownBy(() -> key(null, null, SignatureAlgorithm.HS256))
                .hasMessageStartingWith("publicKey or secret");
        assertThatThrownBy(() -> key(EC, "s".repeat(32), SignatureAlgorithm.ES256))
                .hasMessageStartingWith("publicKey or secret");
    }

    @Test
    void showsNothingOfAPrivateKeyThatWasTakenForAPublicOne() {
        // Given
        String mistaken = pem(pair("EC", new ECGenParameterSpec("secp256r1")).getPrivate());

        // When // Then
        assertThatThrownBy(() -> key(mistaken, null, SignatureAlgorithm.ES256))
                .hasMessageStartingWith("publicKey: it must be one PEM block")
                .hasMessageNotContaining(mistaken.split("\n", -1)[1].trim());
    }

    @Test
    void saysWhatNoKeyIs() {
        assertThatThrownBy(() -> key(
                        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", null, SignatureAlgorithm.ES256))
                .hasMessageStartingWith("publicKey: it is no public key");
        assertThatThrownBy(() -> key(
                        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", null, SignatureAlgorithm.ES256))
                .hasMessageStartingWith("publicKey: it is no X.509 certificate");
    }
}
