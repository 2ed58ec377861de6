package io.chappe.client;

import io.vertx.core.AsyncResult;
import io.vertx.core.json.JsonObject;
import java.util.function.LongSupplier;

/**
 * Gives the server a new token before the old one is over, so that the session keeps its socket. Nothing of it outlives
 * the socket: the next one's {@code hello} brings a new token anyway.
 */
final class TokenRenewal {
    private static final long NEVER = -1;
    /** From asking the application for a token to the server's answer. */
    private static final long ATTEMPT_MS = 10_000;
    /** The pause after an attempt that has failed; each further one doubles it. */
    private static final long MIN_PAUSE_MS = 2_000;

    private static final long MAX_PAUSE_MS = 16_000;

    private final Timers timers;
    private final Outlet outlet;
    private final Identity identity;
    private final LongSupplier nextId;
    private Timers.Cancel timer = Timers.Cancel.NOTHING;
    private boolean renewing;
    /** When the token is over; only while it is being renewed. */
    private long overAt;

    private long notBefore;
    private long pauseMs;
    /** What comes of an earlier attempt comes too late. */
    private long attempt;
    /** Of the {@code refresh} that waits for its answer. */
    private long openId = NEVER;

    TokenRenewal(Timers timers, Outlet outlet, Identity identity, LongSupplier nextId) {
        this.timers = timers;
        this.outlet = outlet;
        this.identity = identity;
        this.nextId = nextId;
        this.notBefore = timers.now();
    }

    /**
     * @return whether nobody else needs to see it; false also for an error that is final: the application is to know of it
     */
    boolean onMessage(JsonObject message) {
        return switch (ServerText.type(message)) {
            case "token-expiring" -> {
                onExpiring(number(message, "expiresInMs"));
                yield false;
            }
            case "ack" -> isAnswer(message) && onAck(number(message, "expiresInMs"));
            case "error" -> isAnswer(message) && onError(ChappeException.of(message));
            default -> false;
        };
    }

    private static long number(JsonObject message, String field) {
        return message.getValue(field) instanceof Number number ? number.longValue() : 0;
    }

    private boolean isAnswer(JsonObject message) {
        return number(message, "id") == openId;
    }

    private void onExpiring(long expiresInMs) {
        if (!identity.isRenewable() || renewing) {
            return;
        }
        renewing = true;
        overAt = timers.now() + expiresInMs;
        pauseMs = MIN_PAUSE_MS;
        renewAfter(Math.max(0, notBefore - timers.now()));
    }

    private boolean onAck(long expiresInMs) {
        stop();
        // A token that lives for less than the server's notice expires as soon as it is there.
        notBefore = timers.now() + Math.max(MIN_PAUSE_MS, expiresInMs / 2);
        return true;
    }

    private boolean onError(ChappeException error) {
        if (error.isRetryable()) {
            retry(error.retryAfterMs().orElse(0));
        } else {
            stop();
        }
        return error.isRetryable();
    }

    /** There is another socket, or none any more. */
    void stop() {
        forget();
        renewing = false;
        notBefore = timers.now();
    }

    private void forget() {
        timer.cancel();
        attempt++;
        openId = NEVER;
    }

    /** Where the token is over by then, the server closes the socket, and the next one brings another. */
    private void renewAfter(long delayMs) {
        forget();
        if (timers.now() + delayMs >= overAt) {
            stop();
        } else {
            timer = timers.after(delayMs, this::renew);
        }
    }

    private void renew() {
        if (!outlet.isUp()) {
            // There is a hello under way or to come, which brings a token.
            stop();
            return;
        }
        long current = attempt;
        timer = timers.after(ATTEMPT_MS, () -> retry(0));
        // The application may complete it on any thread.
        identity.freshToken()
                .onComplete(fresh -> timers.after(0, () -> {
                    if (current == attempt) {
                        onToken(fresh);
                    }
                }));
    }

    /** Why there is none the application knows; where there is none for the next {@code hello}, that attempt fails. */
    private void onToken(AsyncResult<String> fresh) {
        if (fresh.failed()) {
            retry(0);
        } else {
            openId = nextId.getAsLong();
            outlet.send(Frames.refresh(fresh.result()).put("id", openId).encode());
        }
    }

    private void retry(long atLeastMs) {
        renewAfter(Math.max(atLeastMs, pauseMs));
        pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS);
    }
}
