package io.chappe.gateway.token;

import org.jspecify.annotations.Nullable;

/**
 * What lets a client in: what it may do, and by which it can be taken back.
 *
 * @param tokenId of its token ({@code jti}); null for none
 * @param issuedAt when its token was made ({@code iat}), in ms of the Unix epoch; 0 where it does not say
 */
public record Permit(Grants grants, @Nullable String tokenId, long issuedAt) {
    /** Of somebody who needs no token. */
    public static Permit anonymous() {
        return new Permit(Grants.ALL, null, System.currentTimeMillis());
    }
}
