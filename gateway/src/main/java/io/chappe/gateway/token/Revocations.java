package io.chappe.gateway.token;

import io.chappe.core.bus.Revocation;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.TenantId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which tokens count no longer. From any thread. */
public final class Revocations {
    private final Map<TenantId, Long> byTenant = new ConcurrentHashMap<>();
    private final Map<PeerKey, Long> byPeer = new ConcurrentHashMap<>();
    private final Map<TokenKey, Long> byToken = new ConcurrentHashMap<>();

    private record TokenKey(TenantId tenant, String id) {}

    public void add(Revocation revoked) {
        long until = revoked.issuedUntil();
        if (revoked.peer() != null) {
            byPeer.merge(new PeerKey(revoked.tenant(), revoked.peer()), until, Math::max);
        } else if (revoked.tokenId() != null) {
            byToken.merge(new TokenKey(revoked.tenant(), revoked.tokenId()), until, Math::max);
        } else {
            byTenant.merge(revoked.tenant(), until, Math::max);
        }
    }

    /** All tokens that it is about are over. */
    public void remove(Revocation revoked) {
        if (revoked.peer() != null) {
            remove(byPeer, new PeerKey(revoked.tenant(), revoked.peer()), revoked);
        } else if (revoked.tokenId() != null) {
            remove(byToken, new TokenKey(revoked.tenant(), revoked.tokenId()), revoked);
        } else {
            remove(byTenant, revoked.tenant(), revoked);
        }
    }

    private static <K> void remove(Map<K, Long> from, K key, Revocation revoked) {
        from.computeIfPresent(key, (same, until) -> until <= revoked.issuedUntil() ? null : until);
    }

    /** Whether what lets a peer in counts no longer. */
    public boolean cover(PeerKey peer, Permit permit) {
        return isBefore(permit, byTenant.get(peer.tenant()))
                || isBefore(permit, byPeer.get(peer))
                || (permit.tokenId() != null && byToken.containsKey(new TokenKey(peer.tenant(), permit.tokenId())));
    }

    private static boolean isBefore(Permit permit, @Nullable Long until) {
        return until != null && permit.issuedAt() <= until;
    }
}
