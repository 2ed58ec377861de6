package io.chappe.presence.notices;

import io.chappe.core.bus.Revocation;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.TenantId;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Takes tokens back: what was issued until now counts no longer, and who is in by it is out. */
public final class Revocations {
    public static final int DEFAULT_HOURS = 24;
    public static final int MOST_HOURS = 366 * 24;
    public static final int LONGEST_ID = 256;

    /** For which gateways take a token that is over. */
    private static final Duration LEEWAY = Duration.ofMinutes(1);

    private final Notices notices;

    public Revocations(Notices notices) {
        this.notices = notices;
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
