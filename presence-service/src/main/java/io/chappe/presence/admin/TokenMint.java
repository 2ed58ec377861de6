package io.chappe.presence.admin;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.TenantId;
import io.chappe.node.tenant.KeyConfig;
import io.chappe.node.tenant.NamePattern;
import io.chappe.node.tenant.SignatureAlgorithm;
import io.chappe.node.tenant.TenantConfig;
import io.chappe.node.tenant.TokensConfig;
import io.chappe.presence.notices.TenantRegister;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Makes tokens, so that somebody who develops an application can try it before it signs any. Only with a secret that the tenant
 * shares with its gateways: of a public key nobody here has the other half.
 */
final class TokenMint {
    private static final int DEFAULT_SECONDS = 3_600;
    /** As much as gateways take; each roster holds them for each member. */
    private static final int MOST_ATTRIBUTE_BYTES = 1_024;

    private final TenantRegister tenants;
    private final StoreAccess store;

    TokenMint(TenantRegister tenants, StoreAccess store) {
        this.tenants = tenants;
        this.store = store;
    }

    void addTo(Answers answers) {
        answers.with("makeToken", this::make);
    }

    private Future<JsonObject> make(Asked asked) {
        TenantId tenant = asked.tenant();
        JsonObject grants = grants(asked.body()).put("tenant", tenant.value());
        PeerId peer = peer(asked.body().getString("peer"));
        int seconds = asked.body().getInteger("seconds", DEFAULT_SECONDS);
        return store.askComplete(() -> tenants.get(tenant)).map(entry -> {
            if (entry == null) {
                throw TenantEdits.absent();
            }
            TokensConfig tokens = TenantConfig.parse(tenant, entry.text()).tokens();
            return token(tokens, peer, grants, seconds);
        });
    }

    private static JsonObject token(@Nullable TokensConfig tokens, PeerId peer, JsonObject grants, int seconds) {
        if (tokens == null) {
            throw withoutSecret();
        }
        KeyConfig key = tokens.keys().stream()
                .filter(one -> one.algorithms().contains(SignatureAlgorithm.HS256))
                .reduce((older, newer) -> newer)
                .orElseThrow(TokenMint::withoutSecret);
        Instant now = Instant.now();
        Instant end = now.plusSeconds(seconds);
        String id = UUID.randomUUID().toString();
        JsonObject claims = new JsonObject()
                .put("aud", tokens.audience())
                .put("sub", peer.value())
                .put("jti", id)
                .put("iat", now.getEpochSecond())
                .put("exp", end.getEpochSecond())
                .put("chappe", grants);
        if (tokens.issuer() != null) {
            claims.put("iss", tokens.issuer());
        }
        return new JsonObject()
                .put("token", signed(key, claims))
                .put("id", id)
                .put("expiresAt", Instant.ofEpochSecond(end.getEpochSecond()).toString());
    }

    private static ProblemException withoutSecret() {
        return new ProblemException(
                ProblemType.CONFLICT, "the tenant has no key for HS256, which this signs with; make one by makeKey");
    }

    private static String signed(KeyConfig key, JsonObject claims) {
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        token.setHeader("typ", "JWT");
        if (key.kid() != null) {
            token.setKeyIdHeaderValue(key.kid());
        }
        token.setKey(key.key());
        token.setPayload(claims.encode());
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("a key that a tenant was taken with signs", e);
        }
    }

    /** What gateways read under {@code chappe}. */
    private static JsonObject grants(JsonObject body) {
        JsonObject grants = new JsonObject();
        for (String names : List.of("rooms", "create", "moderate")) {
            if (body.containsKey(names)) {
                grants.put(names, patterns("#/" + names, body.getJsonArray(names)));
            }
        }
        if (body.containsKey("hidden")) {
            grants.put("hidden", body.getBoolean("hidden"));
        }
        JsonObject attributes = body.getJsonObject("attributes");
        if (attributes != null) {
            if (attributes.encode().getBytes(StandardCharsets.UTF_8).length > MOST_ATTRIBUTE_BYTES) {
                throw ProblemException.ofField("#/attributes", "they must be at most 1 KiB");
            }
            grants.put("attributes", attributes);
        }
        return grants;
    }

    private static JsonArray patterns(String pointer, JsonArray patterns) {
        for (int i = 0; i < patterns.size(); i++) {
            try {
                new NamePattern(patterns.getString(i));
            } catch (IllegalArgumentException e) {
                throw ProblemException.ofField(pointer + "/" + i, String.valueOf(e.getMessage()));
            }
        }
        return patterns;
    }

    private static PeerId peer(String name) {
        try {
            return new PeerId(name);
        } catch (IllegalArgumentException e) {
            throw ProblemException.ofField("#/peer", String.valueOf(e.getMessage()));
        }
    }
}
