package io.chappe.core.bus;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.TenantId;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that count no longer: all of a tenant, those of one of its peers, or the one with an id.
 *
 * @param peer whose; null for any
 * @param tokenId its {@code jti}; null for any
 * @param issuedUntil those that were issued ({@code iat}) later do count, in ms of the Unix epoch
 */
public record Revocation(
        TenantId tenant, @Nullable PeerId peer, @Nullable String tokenId, long issuedUntil) {
    private static final String KIND = "revoked";
    private static final String PEER = "peer";
    private static final String TOKEN = "token";
    private static final String ISSUED_UNTIL = "issuedUntil";

    /** Of its notice. */
    public String subject() {
        JsonArray subject = new JsonArray().add(KIND).add(tenant.value());
        if (peer != null) {
            subject.add(PEER).add(peer.value());
        } else if (tokenId != null) {
            subject.add(TOKEN).add(tokenId);
        }
        return subject.encode();
    }

    /** With what the subjects of all of a tenant begin. */
    public static String subjects(TenantId tenant) {
        String all = JsonArray.of(KIND, tenant.value()).encode();
        return all.substring(0, all.length() - 1);
    }

    /** Of its notice. */
    public String content() {
        return new JsonObject().put(ISSUED_UNTIL, issuedUntil).encode();
    }

    /** Reads a notice; null for one about something else. */
    public static @Nullable Revocation of(Notice notice) {
        try {
            JsonArray subject = new JsonArray(notice.subject());
            if (subject.isEmpty()
                    || !KIND.equals(subject.getValue(0))
                    || notice.content().isEmpty()) {
                return null;
            }
            TenantId tenant = new TenantId(subject.getString(1));
            String what = subject.size() > 2 ? subject.getString(2) : "";
            return new Revocation(
                    tenant,
                    what.equals(PEER) ? new PeerId(subject.getString(3)) : null,
                    what.equals(TOKEN) ? subject.getString(3) : null,
                    Objects.requireNonNull(new JsonObject(notice.content()).getLong(ISSUED_UNTIL)));
        } catch (DecodeException
                | ClassCastException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | NullPointerException e) {
            throw new WireException("a revocation that is none: " + e.getClass().getSimpleName());
        }
    }
}
