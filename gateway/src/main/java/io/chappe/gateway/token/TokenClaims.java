package io.chappe.gateway.token;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.TenantId;
import io.chappe.node.tenant.NamePattern;
import io.vertx.core.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jspecify.annotations.Nullable;

/** What the claims of a token mean; those of ours stand under {@value #OURS}. */
final class TokenClaims {
    private static final String OURS = "chappe";
    private static final int MOST_NAMES = 100;
    private static final int LONGEST_ID = 256;
    /** Each roster holds them for each member. */
    private static final int MOST_ATTRIBUTES = 1_024;

    private TokenClaims() {}

    /**
     * The identity that proven claims speak of.
     *
     * @param tenant that has proven them
     */
    static Identity identity(JwtClaims claims, TenantId tenant, long expiresAtMs) throws BadTokenException {
        Map<?, ?> ours = ours(claims);
        TenantId named = tenant(ours);
        if (named != null && !named.equals(tenant)) {
            throw new BadTokenException("it is for another tenant");
        }
        RawJson attributes = attributes(ours);
        try {
            return new Identity(
                    new PeerId(claims.getSubject()),
                    new Permit(grants(ours, attributes), id(claims), issuedAt(claims)),
                    named != null,
                    expiresAtMs);
        } catch (MalformedClaimException | IllegalArgumentException | ArithmeticException e) {
            throw new BadTokenException(
                    "its sub is no name of a peer, or chappe has a pattern that is none, or iat or jti is malformed");
        }
    }

    private static Grants grants(Map<?, ?> ours, RawJson attributes) throws BadTokenException {
        List<String> kinds = names(ours, "kinds");
        return new Grants(
                Objects.requireNonNullElse(patterns(ours, "rooms"), List.of()),
                patterns(ours, "create"),
                Objects.requireNonNullElse(patterns(ours, "moderate"), List.of()),
                attributes,
                kinds == null ? null : new HashSet<>(kinds),
                hidden(ours));
    }

    private static boolean hidden(Map<?, ?> ours) throws BadTokenException {
        Object hidden = ours.get("hidden");
        if (hidden == null || hidden instanceof Boolean) {
            return Boolean.TRUE.equals(hidden);
        }
        throw new BadTokenException("its chappe.hidden is neither true nor false");
    }

    private static @Nullable List<NamePattern> patterns(Map<?, ?> ours, String claim) throws BadTokenException {
        List<String> names = names(ours, claim);
        return names == null ? null : names.stream().map(NamePattern::new).toList();
    }

    private static RawJson attributes(Map<?, ?> ours) throws BadTokenException {
        Object value = ours.get("attributes");
        if (value == null) {
            return RawJson.NULL;
        }
        RawJson attributes = value instanceof Map<?, ?> map ? RawJson.of(Json.encode(map)) : RawJson.NULL;
        if (attributes.equals(RawJson.NULL) || attributes.length() > MOST_ATTRIBUTES) {
            throw new BadTokenException("its chappe.attributes is no object of at most " + MOST_ATTRIBUTES + " bytes");
        }
        return attributes;
    }

    private static @Nullable String id(JwtClaims claims) throws BadTokenException, MalformedClaimException {
        String id = claims.getJwtId();
        if (id != null && id.length() > LONGEST_ID) {
            throw new BadTokenException("its jti is longer than " + LONGEST_ID + " characters");
        }
        return id;
    }

    /** One that does not say is as old as can be. The library's own milliseconds may overflow into another time. */
    private static long issuedAt(JwtClaims claims) throws MalformedClaimException {
        NumericDate issuedAt = claims.getIssuedAt();
        return issuedAt == null ? 0 : Math.multiplyExact(issuedAt.getValue(), 1000L);
    }

    /** The tenant that claims name, proven or not; null for none. */
    static @Nullable TenantId tenant(JwtClaims claims) throws BadTokenException {
        return tenant(ours(claims));
    }

    private static Map<?, ?> ours(JwtClaims claims) throws BadTokenException {
        Object ours = claims.getClaimValue(OURS);
        if (ours == null) {
            return Map.of();
        }
        if (ours instanceof Map<?, ?> map) {
            return map;
        }
        throw new BadTokenException("its claim chappe is no object");
    }

    private static @Nullable TenantId tenant(Map<?, ?> ours) throws BadTokenException {
        Object name = ours.get("tenant");
        try {
            return name == null ? null : new TenantId((String) name);
        } catch (ClassCastException | IllegalArgumentException e) {
            throw new BadTokenException("its chappe.tenant is no name of a tenant");
        }
    }

    private static @Nullable List<String> names(Map<?, ?> ours, String claim) throws BadTokenException {
        Object value = ours.get(claim);
        if (value == null) {
            return null;
        }
        if (!(value instanceof List<?> list) || list.size() > MOST_NAMES) {
            throw wrong(claim);
        }
        List<String> names = new ArrayList<>();
        for (Object name : list) {
            if (!(name instanceof String text)) {
                throw wrong(claim);
            }
            names.add(text);
        }
        return names;
    }

    private static BadTokenException wrong(String claim) {
        return new BadTokenException("its chappe." + claim + " is no list of at most " + MOST_NAMES + " texts");
    }
}
