package io.chappe.presence.admin;

import io.chappe.core.model.PeerId;
import io.chappe.presence.notices.Revocations;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes tokens back. */
final class TokenRevocations {
    private final Revocations revocations;
    private final StoreAccess store;

    TokenRevocations(Revocations revocations, StoreAccess store) {
        this.revocations = revocations;
        this.store = store;
    }

    void addTo(Answers answers) {
        answers.with("revokeTokens", this::revoke);
    }

    /** All of a tenant's are to be asked for by name, and not by leaving something out. */
    private Future<JsonObject> revoke(Asked asked) {
        JsonObject body = asked.body();
        boolean all = body.getBoolean("all", false);
        long named = Stream.of("peer", "token").filter(body::containsKey).count();
        if (named + (all ? 1 : 0) != 1) {
            throw ProblemException.ofField("#", "say one of peer, token and all, which is true then");
        }
        int hours = body.getInteger("hours", Revocations.DEFAULT_HOURS);
        @Nullable PeerId peer = peer(body.getString("peer"));
        return store.ask(() -> revocations
                        .revoke(asked.tenant(), peer, body.getString("token"), hours)
                        .recover(TokenRevocations::refused))
                .map(done -> new JsonObject()
                        .put(
                                "issuedUntil",
                                Instant.ofEpochMilli(done.issuedUntil()).toString())
                        .put("hours", hours));
    }

    private static @Nullable PeerId peer(@Nullable String name) {
        try {
            return name == null ? null : new PeerId(name);
        } catch (IllegalArgumentException e) {
            throw ProblemException.ofField("#/peer", String.valueOf(e.getMessage()));
        }
    }

    private static <T> Future<T> refused(Throwable cause) {
        return Future.failedFuture(
                cause instanceof IllegalArgumentException
                        ? new ProblemException(ProblemType.CONFLICT, cause.getMessage())
                        : cause);
    }
}
