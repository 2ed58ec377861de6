package io.chappe.gateway.token;

import io.chappe.node.tenant.KeyConfig;
import io.chappe.node.tenant.SignatureAlgorithm;
import java.security.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key that proves tokens.
 *
 * @param kid by which tokens name it; null for one that may be any token's
 * @param algorithms that it is for
 */
record VerificationKey(@Nullable String kid, List<SignatureAlgorithm> algorithms, Key key) {
    static VerificationKey of(KeyConfig config) {
        return new VerificationKey(config.kid(), config.algorithms(), config.key());
    }

    /** Without the key, which may be a secret. */
    @Override
    public String toString() {
        return "VerificationKey[kid=" + kid + ", algorithms=" + algorithms + "]";
    }
}
