package io.chappe.presence.notices;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.TenantId;
import io.chappe.node.operations.Operations;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The operator's command {@code POST /revoke?tenant=acme}, with {@code &peer=ann} or {@code &token=ID}: what was issued until now
 * counts no longer, and who is in by it is out.
 */
public final class RevokeCommand {
    private final Revocations revocations;

    private RevokeCommand(Revocations revocations) {
        this.revocations = revocations;
    }

    public static void add(Operations operations, Revocations revocations) {
        operations.addCommand(HttpMethod.POST, "/revoke", new RevokeCommand(revocations)::revoke);
    }

    private Future<JsonObject> revoke(MultiMap parameters) {
        String tenant = parameters.get("tenant");
        String peer = parameters.get("peer");
        String token = parameters.get("token");
        if (tenant == null || (peer != null && token != null)) {
            throw new IllegalArgumentException("give tenant, and of peer and token one or none, as in"
                    + " /revoke?tenant=acme&peer=ann; hours says for how long your tokens live, 24 if it is not given");
        }
        int hours = hours(parameters.get("hours"));
        return revocations
                .revoke(new TenantId(tenant), peer == null ? null : new PeerId(peer), id(token), hours)
                .map(revocation -> new JsonObject()
                        .put("tenant", tenant)
                        .put("peer", peer)
                        .put("token", token)
                        .put(
                                "issuedUntil",
                                Instant.ofEpochMilli(revocation.issuedUntil()).toString())
                        .put("hours", hours));
    }

    private static @Nullable String id(@Nullable String token) {
        if (token != null && (token.isEmpty() || token.length() > Revocations.LONGEST_ID)) {
            throw new IllegalArgumentException(
                    "token is the id (jti) of a token, of 1 to " + Revocations.LONGEST_ID + " characters");
        }
        return token;
    }

    /** A token that lives longer than its revocation would count again. */
    private static int hours(@Nullable String text) {
        try {
            int hours = text == null ? Revocations.DEFAULT_HOURS : Integer.parseInt(text);
            if (0 < hours && hours <= Revocations.MOST_HOURS) {
                return hours;
            }
        } catch (NumberFormatException e) {
            // Answered below.
        }
        throw new IllegalArgumentException("hours must be 1 to " + Revocations.MOST_HOURS);
    }
}
