package io.chappe.gateway.token;

import io.chappe.core.model.TenantId;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Which tenant a token claims to be for, before anything of it is proven: whose keys must prove it. */
public final class TokenHint {
    private TokenHint() {}

    /** Null for none; also of a token that is none, which its tenant will refuse. */
    public static @Nullable TenantId tenant(String token) {
        try {
            return TokenClaims.tenant(
                    JwtClaims.parse(TokenVerifier.header(token).getUnverifiedPayload()));
        } catch (JoseException | InvalidJwtException | BadTokenException | RuntimeException e) {
            return null;
        }
    }
}
