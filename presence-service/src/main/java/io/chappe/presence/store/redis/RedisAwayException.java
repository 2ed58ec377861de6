package io.chappe.presence.store.redis;

/** Redis cannot be reached, or has not done what it was asked for. */
public final class RedisAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RedisAwayException(String message) {
        super(message, null, false, false);
    }
}
