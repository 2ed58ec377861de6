package io.chappe.presence.admin;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a request asks for, in the words of the contract; each of these throws a {@link ProblemException} for a name that is none. */
final class Asked {
    private static final int DEFAULT_LIMIT = 50;

    private final ApiKeyConfig key;
    private final ValidatedRequest request;

    Asked(ApiKeyConfig key, ValidatedRequest request) {
        this.key = key;
        this.request = request;
    }

    /** With which it is asked. */
    ApiKeyConfig key() {
        return key;
    }

    boolean hasTenant() {
        return request.getPathParameters().containsKey("tenant");
    }

    TenantId tenant() {
        return named("tenant", TenantId::new);
    }

    /** That of the path, else the only one that the key sees; null for all. */
    @Nullable TenantId tenantIfAny() {
        if (hasTenant()) {
            return tenant();
        }
        return key.tenant() == null ? null : new TenantId(key.tenant());
    }

    RoomKey room() {
        return new RoomKey(tenant(), named("room", RoomId::new));
    }

    PeerKey peer() {
        return new PeerKey(tenant(), named("peer", PeerId::new));
    }

    SessionId session() {
        return named("session", SessionId::new);
    }

    /** Of two sessions. */
    String pair() {
        return named("pair", name -> name);
    }

    /** Of a key with which a tenant's tokens are signed. */
    String kid() {
        return named("kid", name -> name);
    }

    /** The id of one. */
    String webhook() {
        return named("webhook", name -> name);
    }

    String node() {
        return named("node", name -> name);
    }

    private <T> T named(String parameter, Function<String, T> type) {
        try {
            return type.apply(String.valueOf(
                    required(request.getPathParameters().get(parameter)).getString()));
        } catch (IllegalArgumentException e) {
            throw ProblemException.ofParameter(parameter, String.valueOf(e.getMessage()));
        }
    }

    private static RequestParameter required(@Nullable RequestParameter parameter) {
        if (parameter == null) {
            throw new IllegalStateException("the contract has another path");
        }
        return parameter;
    }

    /** The body, as the contract says. */
    JsonObject body() {
        return request.getBody().getJsonObject();
    }

    @Nullable JsonObject bodyIfAny() {
        return request.getBody().isJsonObject() ? body() : null;
    }

    /** How many items a page may have. */
    int limit() {
        return number("limit", DEFAULT_LIMIT);
    }

    /** Of the query. */
    int number(String parameter, int orElse) {
        RequestParameter value = request.getQuery().get(parameter);
        return value == null ? orElse : value.getInteger(orElse);
    }

    /** Of a header; null where it is not given. */
    @Nullable String header(String name) {
        RequestParameter value = request.getHeaders().get(name);
        return value == null ? null : value.getString();
    }

    /** Of the query; null where it is not given. */
    @Nullable String text(String parameter) {
        RequestParameter value = request.getQuery().get(parameter);
        return value == null ? null : value.getString();
    }
}
