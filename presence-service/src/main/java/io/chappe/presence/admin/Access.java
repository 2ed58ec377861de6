package io.chappe.presence.admin;

import io.chappe.node.limit.Rate;
import io.chappe.node.limit.RateLimit;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.Operation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Who may ask, what, and how often. */
final class Access {
    private static final String KEY = ApiKeyConfig.class.getName();
    private static final String BEARER = "Bearer ";
    private static final int LONGEST = 256;

    private final Map<String, ApiKeyConfig> byHash = new HashMap<>();
    private final RateLimit<String> rates;

    Access(AdminConfig config, LongSupplier nanoClock) {
        config.keys().forEach(key -> byHash.put(key.hash(), key));
        Rate rate = new Rate(config.requestsPerSecond(), Duration.ofSeconds(1));
        rates = new RateLimit<>(rate, config.keys().size(), nanoClock);
    }

    /**
     * Before anything else of the request is read.
     *
     * @throws ProblemException where its key is none, or has asked too often
     */
    void admit(RoutingContext request) {
        ApiKeyConfig key = keyOf(request.request().getHeader(HttpHeaders.AUTHORIZATION));
        long waitMs = rates.waitMs(key.name());
        if (waitMs > 0) {
            throw ProblemException.retryable(
                    ProblemType.RATE_LIMITED, "this key has asked too often", (waitMs + 999) / 1_000);
        }
        rates.add(key.name());
        request.put(KEY, key);
    }

    /** By its hash: how long the search takes says nothing about the key to whoever does not have it. */
    private ApiKeyConfig keyOf(@Nullable String authorization) {
        ApiKeyConfig key = null;
        if (authorization != null
                && authorization.length() <= LONGEST
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            key = byHash.get(hash(authorization.substring(BEARER.length()).strip()));
        }
        if (key == null) {
            throw new ProblemException(
                    ProblemType.UNAUTHORIZED, "send Authorization: Bearer and a key whose hash is in admin.keys");
        }
        return key;
    }

    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    /**
     * Once it is known what is asked for.
     *
     * @throws ProblemException where the key has no scope for it, or not this tenant; that is as if the tenant was not there
     */
    static void require(RoutingContext request, Operation operation) {
        ApiKeyConfig key = keyOf(request);
        String tenant = request.pathParam("tenant");
        if (tenant != null && !key.sees(tenant)) {
            throw new ProblemException(ProblemType.NOT_FOUND, "there is no such tenant");
        }
        List<Scope> scopes = scopesOf(operation);
        scopes.stream().filter(scope -> !key.may(scope)).findFirst().ifPresent(missing -> {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "the key %s has no scope %s".formatted(key.name(), missing.word()));
        });
    }

    /** The key with which somebody was admitted. */
    static ApiKeyConfig keyOf(RoutingContext request) {
        return request.get(KEY);
    }

    /** As the contract says. One without a scope is open to nobody. */
    static List<Scope> scopesOf(Operation operation) {
        List<Scope> scopes = operation.getSecurityRequirements().stream()
                .flatMap(requirement -> requirement.getScopes("key").stream())
                .map(word -> Scope.valueOf(word.toUpperCase(Locale.ROOT)))
                .toList();
        if (scopes.isEmpty()) {
            throw new IllegalStateException(operation.getOperationId() + " says no scope");
        }
        return scopes;
    }
}
