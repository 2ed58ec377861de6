package io.chappe.client;

import java.util.OptionalLong;

/** A request that was not done, and why: the server's {@code error}, or the client's own. */
public final class ChappeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

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

    /** As in the protocol; a code that is not known is final unless {@link #retryAfterMs} is there. */
    public String code() {
        return code;
    }

    /** When to try again, if trying again may help. */
    public OptionalLong retryAfterMs() {
        return retryAfterMs < 0 ? OptionalLong.empty() : OptionalLong.of(retryAfterMs);
    }
}
