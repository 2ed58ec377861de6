package io.chappe.gateway.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.chappe.core.model.PeerId;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a token should be taken, told by what Jackson reads in it; its signature is good. */
final class JacksonClaims {
    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** In milliseconds, too. */
    private static final long MOST_SECONDS = Long.MAX_VALUE / 1000;

    private JacksonClaims() {}

    /** The peer that claims name; null if they must be refused. */
    static @Nullable PeerId peer(String json) {
        Map<?, ?> claims = object(json);
        if (claims == null || !isForHere(claims) || !isInTime(claims) || !isGood(claims.get("chappe"))) {
            return null;
        }
        Object id = claims.get("jti");
        if (id != null && !(id instanceof String text && text.length() <= 256)) {
            return null;
        }
        try {
            return claims.get("sub") instanceof String sub ? new PeerId(sub) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** What else a header says may be a reason not to take a token, and never one to take it. */
    static boolean isPlainHeader(String json) {
        return Map.of("alg", "HS256", "kid", "one").equals(object(json));
    }

    /** The library takes some that are not, such as an array without commas; only the tenant's issuer can sign them. */
    static boolean areJson(String json) {
        return object(json) != null;
    }

    private static @Nullable Map<?, ?> object(String json) {
        try {
            return JACKSON.readValue(json, Map.class);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static boolean isForHere(Map<?, ?> claims) {
        Object audience = claims.get("aud");
        boolean named = audience instanceof List<?> list
                ? list.contains("chappe") && areTexts(list, 0, Integer.MAX_VALUE)
                : "chappe".equals(audience);
        return named && "https://id.example".equals(claims.get("iss"));
    }

    private static boolean areTexts(List<?> list, int shortest, int longest) {
        return list.stream()
                .allMatch(element ->
                        element instanceof String text && text.length() >= shortest && text.length() <= longest);
    }

    private static boolean isInTime(Map<?, ?> claims) {
        long now = System.currentTimeMillis() / 1000;
        Long end = seconds(claims.get("exp"));
        Long made = seconds(claims.get("iat"));
        return end != null
                && end >= now
                && (made == null || (-MOST_SECONDS <= made && made <= MOST_SECONDS))
                && isAtMost(claims.get("iat"), end)
                && isAtMost(claims.get("nbf"), Math.min(end, now + 300));
    }

    private static boolean isAtMost(@Nullable Object time, long latest) {
        Long seconds = seconds(time);
        return time == null || (seconds != null && seconds <= latest);
    }

    /** What has more than 64 bits is none. */
    private static @Nullable Long seconds(@Nullable Object time) {
        return time instanceof Number number && !(number instanceof BigInteger) ? number.longValue() : null;
    }

    private static boolean isGood(@Nullable Object ours) {
        if (ours == null) {
            return true;
        }
        return ours instanceof Map<?, ?> map
                && (map.get("tenant") == null || "acme".equals(map.get("tenant")))
                && areNames(map.get("rooms"), 1, 128)
                && areNames(map.get("create"), 1, 128)
                && areNames(map.get("moderate"), 1, 128)
                && areAttributes(map.get("attributes"))
                && areNames(map.get("kinds"), 0, Integer.MAX_VALUE);
    }

    private static boolean areAttributes(@Nullable Object attributes) {
        try {
            return attributes == null
                    || (attributes instanceof Map<?, ?> map && JACKSON.writeValueAsBytes(map).length <= 1_024);
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static boolean areNames(@Nullable Object names, int shortest, int longest) {
        return names == null
                || (names instanceof List<?> list && list.size() <= 100 && areTexts(list, shortest, longest));
    }
}
