package io.chappe.gateway.protocol.chappe;

import io.chappe.gateway.socket.Handshake;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The token that a handshake brings: in {@code Authorization: Bearer} (RFC 6750 section 2.1), or, from a browser's page, which
 * can't set that, as a second offered subprotocol {@code bearer.TOKEN}, which is never echoed. Never from the URL, which ends
 * up in logs.
 */
final class BearerToken {
    private static final String SCHEME = "bearer ";
    private static final String SUBPROTOCOL = "bearer.";

    private BearerToken() {}

    /** Null for none. */
    static @Nullable String of(Handshake handshake) {
        String authorization = handshake.authorization();
        if (authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return authorization.substring(SCHEME.length()).trim();
        }
        return handshake.offered().stream()
                .filter(name -> name.startsWith(SUBPROTOCOL))
                .map(name -> name.substring(SUBPROTOCOL.length()))
                .findFirst()
                .orElse(null);
    }
}
