package io.chappe.client;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who a session is for. */
public final class Identity {
    private final @Nullable String tenant;
    private final @Nullable String peer;
    private final @Nullable Supplier<Future<String>> token;
    private final boolean renewable;

    private Identity(
            @Nullable String tenant,
            @Nullable String peer,
            @Nullable Supplier<Future<String>> token,
            boolean renewable) {
        this.tenant = tenant;
        this.peer = peer;
        this.token = token;
        this.renewable = renewable;
    }

    /**
     * For a tenant that lets anonymous peers in.
     *
     * @param peer the name that it asks for, or null for one that the server makes up
     */
    public static Identity anonymous(String tenant, @Nullable String peer) {
        return new Identity(tenant, peer, null, false);
    }

    /** What a JSON Web Token says. Once it has expired the session ends. */
    public static Identity token(String token) {
        return new Identity(null, null, () -> Future.succeededFuture(token), false);
    }

    /**
     * What the newest token says.
     *
     * @param fresh gets one; asked for each connection, and on a connection when the last one is about to expire; on the
     *     session's event loop. Where it fails for a connection, that attempt does; where it fails for an expiring token it
     *     is asked again while there is time
     */
    public static Identity token(Supplier<Future<String>> fresh) {
        return new Identity(null, null, fresh, true);
    }

    /** Whether the next {@code hello} may bring another token than the last one. */
    boolean isRenewable() {
        return renewable;
    }

    /** Fails for an identity without a token. */
    Future<String> freshToken() {
        return Future.<Void>succeededFuture()
                .compose(v -> Objects.requireNonNull(token, "no token").get());
    }

    /**
     * The fields of {@code hello} that say who it is.
     *
     * @param given the peer's name as the server has confirmed it, or null before that
     */
    Future<JsonObject> hello(@Nullable String given) {
        if (token != null) {
            return freshToken().map(proof -> new JsonObject().put("token", proof));
        }
        JsonObject hello = new JsonObject().put("tenant", tenant);
        String name = given == null ? peer : given;
        return Future.succeededFuture(name == null ? hello : hello.put("peer", name));
    }

    /** The token is a secret. */
    @Override
    public String toString() {
        return token == null ? "Identity[tenant=" + tenant + ", peer=" + peer + "]" : "Identity[token]";
    }
}
