package io.chappe.gateway.room;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.model.ErrorCode;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Why something was not done, as its client may know it. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final long RETRY_AFTER_MS = 1_000;

    private final ErrorCode code;
    private final long retryAfterMs;

    public RefusedException(ErrorCode code, String message) {
        this(code, message, code == ErrorCode.UNAVAILABLE ? RETRY_AFTER_MS : 0);
    }

    private RefusedException(ErrorCode code, String message, long retryAfterMs) {
        super(message, null, false, false);
        this.code = code;
        this.retryAfterMs = retryAfterMs;
    }

    public static RefusedException unavailable(String message) {
        return new RefusedException(ErrorCode.UNAVAILABLE, message);
    }

    public static RefusedException rateLimited(long retryAfterMs) {
        return new RefusedException(ErrorCode.RATE_LIMITED, "this was done too often; wait", retryAfterMs);
    }

    /** Of a room. */
    public static RefusedException notOpen(long retryAfterMs) {
        return new RefusedException(ErrorCode.CLOSED, "the room is not open yet", retryAfterMs);
    }

    /** What a room service's answer, or its failure to answer, means to a client. */
    static RefusedException of(@Nullable RoomAnswer answer, @Nullable Throwable cause) {
        if (answer instanceof RoomAnswer.Refused refused) {
            return new RefusedException(refused.code(), refused.message());
        }
        return cause instanceof RefusedException refused ? refused : unavailable("the room service did not do it");
    }

    /** The same as a future. */
    public static <T> Future<T> future(ErrorCode code, String message) {
        return Future.failedFuture(new RefusedException(code, message));
    }

    /** Why something failed, if a client may know it. */
    static @Nullable ErrorCode codeOf(Throwable cause) {
        return cause instanceof RefusedException refused ? refused.code : null;
    }

    public ErrorCode code() {
        return code;
    }

    /** When to try again, or 0 where that does not help. */
    public long retryAfterMs() {
        return retryAfterMs;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
