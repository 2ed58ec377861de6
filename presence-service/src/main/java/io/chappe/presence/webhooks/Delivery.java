package io.chappe.presence.webhooks;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One post under way. What is answered counts by its status alone, and its body is let go. On one event loop. */
final class Delivery {
    private static final int MOST_BODY_BYTES = 1 << 10;
    private static final long MOST_BODY_MS = 1_000;
    private static final int OK = 200;
    private static final int REDIRECT = 300;
    private static final int BAD = 400;

    private final Vertx vertx;
    private final long begun = System.nanoTime();
    private final Promise<Outcome> outcome = Promise.promise();
    private final long limitTimer;
    private @Nullable HttpClientRequest request;

    Delivery(Vertx vertx, Duration limit) {
        this.vertx = vertx;
        this.limitTimer =
                vertx.setTimer(limit.toMillis(), late -> cut("no answer came in " + limit.toSeconds() + " s"));
        outcome.future().onComplete(done -> vertx.cancelTimer(limitTimer));
    }

    Future<Outcome> outcome() {
        return outcome.future();
    }

    void send(HttpClientRequest ready, Buffer body) {
        request = ready;
        if (outcome.future().isComplete()) {
            reset();
            return;
        }
        ready.exceptionHandler(this::failed);
        ready.send(body).onSuccess(this::answered).onFailure(this::failed);
    }

    private void answered(HttpClientResponse response) {
        int status = response.statusCode();
        boolean isTaken = status >= OK && status < REDIRECT;
        String error = status >= REDIRECT && status < BAD
                ? "answered %d; redirects are not followed".formatted(status)
                : "answered " + status;
        end(status, isTaken ? "" : error);
        drain(response);
    }

    /** As far as is worth it to use the connection again. */
    private void drain(HttpClientResponse response) {
        long timer = vertx.setTimer(MOST_BODY_MS, late -> reset());
        int[] read = {0};
        response.exceptionHandler(cut -> vertx.cancelTimer(timer));
        response.endHandler(end -> vertx.cancelTimer(timer));
        response.handler(part -> {
            read[0] += part.length();
            if (read[0] > MOST_BODY_BYTES) {
                vertx.cancelTimer(timer);
                reset();
            }
        });
    }

    /** Ends it now; nobody knows whether it has arrived. */
    void cut(String reason) {
        end(0, reason);
        reset();
    }

    private void reset() {
        if (request != null) {
            request.reset();
        }
    }

    void failed(Throwable cause) {
        failed(words(cause));
    }

    void failed(String error) {
        end(0, error);
    }

    /** What is thrown may tell of the network here, and is not for tenants. */
    private static String words(Throwable cause) {
        if (cause instanceof Courier.RefusedTargetException) {
            return String.valueOf(cause.getMessage());
        } else if (cause instanceof UnknownHostException) {
            return "there is no such host";
        } else if (cause instanceof SSLException) {
            return "no TLS connection could be made: its certificate may be wrong";
        } else if (cause instanceof ConnectException || cause instanceof TimeoutException) {
            return "nothing answers there";
        }
        return "the connection broke";
    }

    private void end(int status, String error) {
        long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        outcome.tryComplete(new Outcome(status, tookMs, error));
    }
}
