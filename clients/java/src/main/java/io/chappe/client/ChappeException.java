package io.chappe.client;

import io.vertx.core.json.JsonObject;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A request that was not done, and why: the server's {@code error}, or the client's own. {@code timeout} and {@code
 * session_lost} mean that the outcome is unknown; every other code means that it was not done.
 */
public final class ChappeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Codes of which another try has a chance, even when the server names no time. */
    private static final Set<String> RETRYABLE =
            Set.of("unavailable", "timeout", "queue_full", "rate_limited", "reconnecting", "session_lost");

    private static final Set<String> UNKNOWN = Set.of("timeout", "session_lost");

    private final String code;
    private final long retryAfterMs;

    ChappeException(String code, String message) {
        this(code, message, -1);
    }

    ChappeException(String code, String message, long retryAfterMs) {
        super(code + ": " + message, null, false, false);
        this.code = code;
        this.retryAfterMs = retryAfterMs;
    }

    static ChappeException of(JsonObject error) {
        String code = error.getString("code", "internal");
        return new ChappeException(code, error.getString("message", code), error.getLong("retryAfterMs", -1L));
    }

    /** As in the protocol; a code that is not known is final unless {@link #retryAfterMs} is there. */
    public String code() {
        return code;
    }

    /** When to try again, if trying again may help. */
    public OptionalLong retryAfterMs() {
        return retryAfterMs < 0 ? OptionalLong.empty() : OptionalLong.of(retryAfterMs);
    }

    /** Whether the same request may succeed later. */
    public boolean isRetryable() {
        return retryAfterMs >= 0 || RETRYABLE.contains(code);
    }

    /** Whether it may have been done nevertheless. */
    public boolean isUnknown() {
        return UNKNOWN.contains(code);
    }
}
