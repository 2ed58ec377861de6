package io.chappe.gateway.token;

import io.chappe.gateway.room.RefusedException;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Who comes with a token of one tenant. From any event loop. */
public final class TenantTokens {
    private final TokenVerifier verifier;
    private final TokenChecks checks;
    private final @Nullable RemoteKeys remote;

    /**
     * @param remote keys that are fetched; null for none
     */
    TenantTokens(TokenVerifier verifier, TokenChecks checks, @Nullable RemoteKeys remote) {
        this.verifier = verifier;
        this.checks = checks;
        this.remote = remote;
    }

    /**
     * Whose token this is; fails with a {@link BadTokenException}, or with a {@link RefusedException} where that can't be told
     * now.
     *
     * @param isIn whether it is for a client that is in already
     */
    public Future<Identity> identify(String token, boolean isIn) {
        RemoteKeys keys = remote;
        return check(token, isIn)
                .recover(cause -> cause instanceof UnknownKeyException && keys != null
                        ? keys.lookAgain().compose(looked -> check(token, isIn)).recover(this::whereKeysAreMissing)
                        : Future.failedFuture(cause));
    }

    private Future<Identity> check(String token, boolean isIn) {
        return checks.check(isIn, () -> verifier.verify(token));
    }

    /** Before they have come for the first time nobody can say that a token is bad. */
    private Future<Identity> whereKeysAreMissing(Throwable cause) {
        return cause instanceof UnknownKeyException && !verifier.isComplete()
                ? Future.failedFuture(RefusedException.unavailable("the keys of this tenant are not there yet"))
                : Future.failedFuture(cause);
    }

    /** Nobody asks for its keys any more. */
    public void close() {
        if (remote != null) {
            remote.close();
        }
    }
}
