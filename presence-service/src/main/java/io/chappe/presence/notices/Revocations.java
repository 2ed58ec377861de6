package io.chappe.presence.notices;

import io.chappe.core.bus.Notice;
import io.chappe.core.bus.Revocation;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.TenantId;
import io.chappe.presence.store.NoticeStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes tokens back: what was issued until now counts no longer, and who is in by it is out. */
public final class Revocations {
    public static final int DEFAULT_HOURS = 24;
    public static final int MOST_HOURS = 366 * 24;
    public static final int LONGEST_ID = 256;

    /** For which gateways take a token that is over. */
    private static final Duration LEEWAY = Duration.ofMinutes(1);

    private final Notices notices;
    private final NoticeStore store;

    public Revocations(Notices notices, NoticeStore store) {
        this.notices = notices;
        this.store = store;
    }

    /**
     * What a tenant has taken back, as far as it still counts, in an order that is the store's own.
     *
     * @param after the subject of the last one that is known; empty for the first
     * @param most at least one; fewer are told only where there are no more
     */
    public Future<List<Notice>> list(TenantId tenant, String after, int most) {
        return store.list(Revocation.subjects(tenant), after, most);
    }

    /**
     * Takes back the tokens of a tenant, or some of them.
     *
     * @param peer whose; null for any
     * @param token the id of one, at most {@value #LONGEST_ID} characters; null for any
     * @param hours for which they live at most, up to {@value #MOST_HOURS}
     * @return fails with an {@link IllegalArgumentException} where it cannot be done, for whoever asked
     */
    public Future<Revocation> revoke(TenantId tenant, @Nullable PeerId peer, @Nullable String token, int hours) {
        Revocation revocation = new Revocation(tenant, peer, token, System.currentTimeMillis());
        Duration keep = Duration.ofHours(hours).plus(LEEWAY);
        return notices.put(revocation.subject(), revocation.content(), keep).map(put -> {
            if (!put) {
                throw new IllegalArgumentException("there are too many revocations; take back the tenant's tokens");
            }
            return revocation;
        });
    }
}
