package io.chappe.gateway;

import io.chappe.core.bus.Notice;
import io.chappe.core.bus.Revocation;
import io.chappe.gateway.cluster.NoticeReader;
import io.chappe.gateway.session.SessionLife;
import io.chappe.gateway.token.Revocations;

/** Takes tokens back as the cluster says: nobody comes in by one any more, and who is in by it is out. */
final class RevocationReader implements NoticeReader {
    private final Revocations revocations;
    private final SessionLife life;

    RevocationReader(Revocations revocations, SessionLife life) {
        this.revocations = revocations;
        this.life = life;
    }

    @Override
    public void written(Notice notice) {
        Revocation revoked = Revocation.of(notice);
        if (revoked != null) {
            revocations.add(revoked);
            life.revokeIf(session -> session.tenant().equals(revoked.tenant())
                    && revocations.cover(session.peerKey(), session.permit()));
        }
    }

    @Override
    public void forgotten(Notice notice) {
        Revocation revoked = Revocation.of(notice);
        if (revoked != null) {
            revocations.remove(revoked);
        }
    }
}
