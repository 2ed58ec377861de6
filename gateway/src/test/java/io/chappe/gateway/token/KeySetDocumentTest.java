package io.chappe.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chappe.node.tenant.SignatureAlgorithm;
import java.util.Arrays;
import java.util.List;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetDocumentTest {
    private static final Signer EC = Signer.of(SignatureAlgorithm.ES256, "ec");
    private static final Signer RSA = Signer.of(SignatureAlgorithm.RS256, "rsa");
    private static final Signer SECRET = Signer.of(SignatureAlgorithm.HS256, "secret");
    private static final List<SignatureAlgorithm> BOTH = List.of(SignatureAlgorithm.ES256, SignatureAlgorithm.PS256);

    /** As an issuer publishes it. */
    static String document(Signer... signers) {
        return new JsonWebKeySet(Arrays.stream(signers).map(Signer::published).toList()).toJson();
    }

    @Test
    void takesEachKeyForTheAllowedAlgorithmsThatItIsFor() throws Exception {
        // When
        List<VerificationKey> keys = KeySetDocument.read(document(EC, RSA), BOTH);

        // Then
        assertThat(keys).extracting(VerificationKey::kid).containsExactly("ec", "rsa");
        assertThat(keys.get(0).algorithms()).containsExactly(SignatureAlgorithm.ES256);
        assertThat(keys.get(1).algorithms()).containsExactly(SignatureAlgorithm.PS256);
    }

    @Test
    void takesAKeyForNothingButTheAlgorithmThatItNames() throws Exception {
        // Given
        String named = document(EC, RSA).replace("\"kid\":\"rsa\"", "\"kid\":\"rsa\",\"alg\":\"RS256\"");

        // When
        List<VerificationKey> keys = KeySetDocument.read(named, BOTH);

        // Then
        assertThat(keys).extracting(VerificationKey::kid).containsExactly("ec");
    }

    @Test
    void takesNoKeyForEncryption() throws Exception {
        // Given
        String named = document(EC, RSA).replace("\"kid\":\"rsa\"", "\"kid\":\"rsa\",\"use\":\"enc\"");

        // When
        List<VerificationKey> keys = KeySetDocument.read(named, BOTH);

        // Then
        assertThat(keys).extracting(VerificationKey::kid).containsExactly("ec");
    }

    @Test
    void takesNoSecret() {
        assertThatThrownBy(() -> KeySetDocument.read(document(SECRET), BOTH)).isInstanceOf(JoseException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "{\"keys\":7}",
                "{\"keys\":[]}",
                "{\"keys\":[7]}",
                "{\"keys\":[{\"kty\":\"EC\"}]}",
                "<html>"
            })
    void refusesWhatIsNoKeySet(String text) {
        assertThatThrownBy(() -> KeySetDocument.read(text, BOTH)).isInstanceOf(JoseException.class);
    }
}
