package io.chappe.presence.admin;

import io.chappe.core.bus.Notice;
import io.chappe.core.bus.Revocation;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.TenantId;
import io.chappe.node.limit.Rate;
import io.chappe.node.limit.RateLimit;
import io.chappe.presence.notices.Revocations;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes tokens back. */
final class TokenRevocations {
    /** All tenants share the place for revocations: one that has a key of its own cannot fill it in a day. */
    private static final Rate OF_TENANT = new Rate(500, Duration.ofHours(1));

    private static final int MOST_TENANTS = 10_000;

    private final Revocations revocations;
    private final StoreAccess store;
    private final RateLimit<TenantId> byTenants = new RateLimit<>(OF_TENANT, MOST_TENANTS, System::nanoTime);

    TokenRevocations(Revocations revocations, StoreAccess store) {
        this.revocations = revocations;
        this.store = store;
    }

    void addTo(Answers answers) {
        answers.with("revokeTokens", this::revoke).with("listRevocations", this::list);
    }

    private Future<JsonObject> list(Asked asked) {
        TenantId tenant = asked.tenant();
        Cursor cursor = new Cursor("revocations " + tenant.value());
        String after = cursor.place(asked.text("cursor"), Function.identity());
        int limit = asked.limit();
        return store.askComplete(() -> revocations.list(tenant, after == null ? "" : after, limit + 1))
                .map(found -> page(found, limit, cursor));
    }

    private static JsonObject page(List<Notice> found, int limit, Cursor cursor) {
        JsonArray items = new JsonArray();
        found.stream()
                .limit(limit)
                .map(TokenRevocations::revocation)
                .filter(Objects::nonNull)
                .forEach(items::add);
        JsonObject page = new JsonObject().put("items", items);
        return found.size() <= limit
                ? page
                : page.put("next", cursor.at(found.get(limit - 1).subject()));
    }

    private static @Nullable JsonObject revocation(Notice notice) {
        Revocation revocation = Revocation.of(notice);
        if (revocation == null) {
            return null;
        }
        JsonObject json = new JsonObject()
                .put("issuedUntil", time(revocation.issuedUntil()))
                .put("countsUntil", time(notice.until()));
        if (revocation.peer() != null) {
            return json.put("peer", revocation.peer().value());
        }
        return revocation.tokenId() == null ? json.put("all", true) : json.put("token", revocation.tokenId());
    }

    private static String time(long ms) {
        return Instant.ofEpochMilli(ms).toString();
    }

    /** All of a tenant's are to be asked for by name, and not by leaving something out. */
    private Future<JsonObject> revoke(Asked asked) {
        JsonObject body = asked.body();
        boolean all = body.getBoolean("all", false);
        long named = Stream.of("peer", "token").filter(body::containsKey).count();
        if (named + (all ? 1 : 0) != 1) {
            throw ProblemException.ofField("#", "say one of peer, token and all, which is true then");
        }
        if (asked.key().tenant() != null) {
            requireModest(asked.tenant());
        }
        int hours = body.getInteger("hours", Revocations.DEFAULT_HOURS);
        @Nullable PeerId peer = peer(body.getString("peer"));
        return store.ask(() -> revocations
                        .revoke(asked.tenant(), peer, body.getString("token"), hours)
                        .recover(TokenRevocations::refused))
                .map(done -> new JsonObject()
                        .put("issuedUntil", time(done.issuedUntil()))
                        .put("hours", hours));
    }

    private void requireModest(TenantId tenant) {
        long waitMs = byTenants.waitMs(tenant);
        if (waitMs > 0) {
            throw ProblemException.retryable(
                    ProblemType.RATE_LIMITED,
                    "a tenant's own key takes back 500 peers or tokens in an hour; all are taken back at once by all",
                    (waitMs + 999) / 1_000);
        }
        byTenants.add(tenant);
    }

    private static @Nullable PeerId peer(@Nullable String name) {
        try {
            return name == null ? null : new PeerId(name);
        } catch (IllegalArgumentException e) {
            throw ProblemException.ofField("#/peer", String.valueOf(e.getMessage()));
        }
    }

    static <T> Future<T> refused(Throwable cause) {
        return Future.failedFuture(
                cause instanceof IllegalArgumentException
                        ? new ProblemException(ProblemType.CONFLICT, cause.getMessage())
                        : cause);
    }
}
