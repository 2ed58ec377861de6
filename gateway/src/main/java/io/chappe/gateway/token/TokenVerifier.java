package io.chappe.gateway.token;

import io.chappe.core.model.TenantId;
import io.chappe.node.tenant.SignatureAlgorithm;
import io.chappe.node.tenant.TokensConfig;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Proves a tenant's tokens (RFC 7519 section 7.2, RFC 8725). A token is checked with the tenant's own keys only, and each key
 * only with its own algorithms, whatever the token's header says; what a header offers as keys or addresses of keys is not
 * looked at. From any thread; a signature takes 0.1 to 1 ms, so not for an event loop.
 */
final class TokenVerifier {
    /** More is not a token for a signaling server. */
    static final int LONGEST = 8 << 10;

    static final int LEEWAY_S = 30;
    private static final int DOTS = 2;
    /** A longer life is none that anybody would wait for, and would overflow. */
    private static final long LONGEST_LIFE_MS = 10L * 365 * 24 * 3600 * 1000;

    private final TenantId tenant;
    private final TokensConfig config;
    private final List<Check> configured;
    private final LongSupplier clock;
    /** Null before there are any. */
    private volatile @Nullable List<Check> published;

    /** What one key proves. */
    private record Check(@Nullable String kid, JwtConsumer consumer) {
        boolean isFor(@Nullable String wanted) {
            return kid == null || kid.equals(wanted);
        }
    }

    TokenVerifier(TenantId tenant, TokensConfig config) {
        this(tenant, config, System::currentTimeMillis);
    }

    TokenVerifier(TenantId tenant, TokensConfig config, LongSupplier clock) {
        this.tenant = tenant;
        this.config = config;
        this.clock = clock;
        this.configured = checks(config.keys().stream().map(VerificationKey::of).toList());
    }

    /** The issuer's keys, in the place of those that it has published before. */
    void publish(List<VerificationKey> keys) {
        published = checks(keys);
    }

    /** Whether all keys are there that should be. */
    boolean isComplete() {
        return config.jwks() == null || published != null;
    }

    private List<Check> checks(List<VerificationKey> keys) {
        return keys.stream()
                .map(key -> new Check(key.kid(), consumer(config, key)))
                .toList();
    }

    private static JwtConsumer consumer(TokensConfig config, VerificationKey key) {
        String[] algorithms =
                key.algorithms().stream().map(SignatureAlgorithm::wireName).toArray(String[]::new);
        JwtConsumerBuilder consumer = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, algorithms)
                .setVerificationKey(key.key())
                .setExpectedAudience(config.audience())
                .setRequireSubject()
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds(LEEWAY_S);
        if (config.issuer() != null) {
            consumer.setExpectedIssuer(config.issuer());
        }
        return consumer.build();
    }

    /**
     * Who comes with a token.
     *
     * @throws BadTokenException for anything but a token of this tenant that is valid now
     */
    Identity verify(String token) throws BadTokenException {
        try {
            return proven(token);
        } catch (RuntimeException | StackOverflowError e) {
            // The library casts what a header holds.
            throw new BadTokenException("its header or its claims have a value of a wrong type");
        }
    }

    private Identity proven(String token) throws BadTokenException {
        String kid = kid(token);
        BadTokenException refused = new UnknownKeyException();
        for (Check check : allChecks()) {
            if (check.isFor(kid)) {
                try {
                    JwtClaims claims = check.consumer.processToClaims(token);
                    return TokenClaims.identity(claims, tenant, expiry(claims));
                } catch (InvalidJwtException e) {
                    refused = new BadTokenException(reason(e));
                }
            }
        }
        throw refused;
    }

    private List<Check> allChecks() {
        List<Check> there = published;
        return there == null
                ? configured
                : Stream.concat(configured.stream(), there.stream()).toList();
    }

    private static @Nullable String kid(String token) throws BadTokenException {
        try {
            return header(token).getKeyIdHeaderValue();
        } catch (JoseException e) {
            throw new BadTokenException("it is no signed JWT");
        }
    }

    /** A token with three parts is a signature and not something encrypted, which might unfold. */
    static JsonWebSignature header(String token) throws JoseException, BadTokenException {
        if (token.length() > LONGEST || token.chars().filter(c -> c == '.').count() != DOTS) {
            throw new BadTokenException("it is no signed JWT of at most " + LONGEST + " characters");
        }
        if (JsonWebStructure.fromCompactSerialization(token) instanceof JsonWebSignature signed) {
            return signed;
        }
        throw new BadTokenException("it is no signed JWT");
    }

    private long expiry(JwtClaims claims) throws BadTokenException {
        try {
            long latest = clock.getAsLong() + LONGEST_LIFE_MS;
            long seconds = claims.getExpirationTime().getValue();
            return Math.min(latest, (Math.min(seconds, latest / 1000) + LEEWAY_S) * 1000);
        } catch (MalformedClaimException e) {
            throw new BadTokenException("its exp is no time");
        }
    }

    /** In words of our own: the library's quote the token. */
    private static String reason(InvalidJwtException e) {
        if (e.hasErrorCode(ErrorCodes.EXPIRED)) {
            return "it is over (exp)";
        } else if (e.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
            return "it is not valid yet (nbf)";
        } else if (e.hasErrorCode(ErrorCodes.AUDIENCE_INVALID) || e.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
            return "it is not for the audience in tokens.audience (aud)";
        } else if (e.hasErrorCode(ErrorCodes.ISSUER_INVALID) || e.hasErrorCode(ErrorCodes.ISSUER_MISSING)) {
            return "it is not by the issuer in tokens.issuer (iss)";
        } else if (e.hasErrorCode(ErrorCodes.EXPIRATION_MISSING) || e.hasErrorCode(ErrorCodes.SUBJECT_MISSING)) {
            return "it has no exp, or no sub";
        } else if (e.hasErrorCode(ErrorCodes.SIGNATURE_INVALID)) {
            return "its signature is not by the tenant's key";
        }
        return "it is malformed, or signed with an algorithm that its key is not for";
    }
}
