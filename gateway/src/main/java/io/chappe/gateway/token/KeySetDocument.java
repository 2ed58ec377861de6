package io.chappe.gateway.token;

import io.chappe.node.tenant.SignatureAlgorithm;
import java.security.Key;
import java.util.ArrayList;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.Use;
import org.jose4j.lang.JoseException;

/** The keys in a published key set (RFC 7517). */
final class KeySetDocument {
    private static final int MOST_KEYS = 100;

    private KeySetDocument() {}

    /**
     * Reads those that are for signatures of these algorithms; a set may have others, too, and secrets are never taken from
     * one.
     *
     * @throws JoseException for what is no key set
     */
    static List<VerificationKey> read(String json, List<SignatureAlgorithm> allowed) throws JoseException {
        List<VerificationKey> keys = new ArrayList<>();
        for (JsonWebKey published : parse(json).getJsonWebKeys()) {
            List<SignatureAlgorithm> algorithms = algorithms(published, allowed);
            if (!algorithms.isEmpty() && keys.size() < MOST_KEYS) {
                keys.add(new VerificationKey(published.getKeyId(), algorithms, published.getKey()));
            }
        }
        if (keys.isEmpty()) {
            throw new JoseException("there is no key in it for " + allowed);
        }
        return keys;
    }

    private static JsonWebKeySet parse(String json) throws JoseException {
        try {
            return new JsonWebKeySet(json);
        } catch (RuntimeException e) {
            // The library casts what a set holds.
            throw new JoseException("a value of a wrong type", e);
        }
    }

    private static List<SignatureAlgorithm> algorithms(JsonWebKey published, List<SignatureAlgorithm> allowed) {
        Key key = published.getKey();
        String use = published.getUse();
        if (use != null && !use.equals(Use.SIGNATURE)) {
            return List.of();
        }
        return allowed.stream()
                .filter(algorithm -> algorithm.takes(key))
                .filter(algorithm -> published.getAlgorithm() == null
                        || published.getAlgorithm().equals(algorithm.wireName()))
                .toList();
    }
}
