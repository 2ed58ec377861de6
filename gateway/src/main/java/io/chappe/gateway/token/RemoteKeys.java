package io.chappe.gateway.token;

import io.chappe.node.tenant.JwksConfig;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the keys that a tenant's issuer publishes: fetches them now and then, and when a token names one that is not there,
 * but no more often than its pause, so that nobody's tokens make this gateway a flood for the issuer. What can't be fetched or
 * read leaves the keys as they are. Confined to the context on which it was made, but for {@link #lookAgain} and {@link #close}.
 */
final class RemoteKeys {
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final long CONNECT_MS = 2_000;
    private static final long LIMIT_MS = 5_000;
    private static final int MOST_BYTES = 256 << 10;
    private static final int OK = 200;

    private final Vertx vertx;
    private final Context context;
    private final HttpClient http;
    private final JwksConfig config;
    private final Duration pause;
    private final Consumer<List<VerificationKey>> taker;
    private final Consumer<@Nullable String> failed;
    private @Nullable Future<Void> underWay;
    private @Nullable String lastProblem;
    private long lookedAt;
    private long timer;
    private boolean closed;

    /**
     * @param taker gets all keys each time
     * @param failed runs each time that they could not be had, with the reason where it is not the same as the last time
     */
    RemoteKeys(
            Vertx vertx,
            HttpClient http,
            JwksConfig config,
            Consumer<List<VerificationKey>> taker,
            Consumer<@Nullable String> failed) {
        this(vertx, http, config, PAUSE, taker, failed);
    }

    RemoteKeys(
            Vertx vertx,
            HttpClient http,
            JwksConfig config,
            Duration pause,
            Consumer<List<VerificationKey>> taker,
            Consumer<@Nullable String> failed) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.http = http;
        this.config = config;
        this.pause = pause;
        this.taker = taker;
        this.failed = failed;
    }

    void open() {
        context.runOnContext(start -> look());
    }

    /** Completes when the keys are as new as they can be had now. From any thread. */
    Future<Void> lookAgain() {
        Promise<Void> done = Promise.promise();
        context.runOnContext(asked -> {
            Future<Void> running = underWay;
            if (running == null && System.nanoTime() - lookedAt >= pause.toNanos()) {
                running = look();
            }
            if (running == null) {
                done.complete();
            } else {
                running.onComplete(looked -> done.complete());
            }
        });
        return done.future();
    }

    private Future<Void> look() {
        vertx.cancelTimer(timer);
        lookedAt = System.nanoTime();
        Future<Void> look = fetch().compose(this::take);
        underWay = look;
        look.onComplete(this::looked);
        return look;
    }

    private void looked(AsyncResult<Void> outcome) {
        underWay = null;
        if (outcome.failed()) {
            String problem = String.valueOf(outcome.cause());
            failed.accept(problem.equals(lastProblem) ? null : problem);
            lastProblem = problem;
        }
        if (closed) {
            return;
        }
        long next = outcome.succeeded() ? EVERY.toMillis() : pause.toMillis();
        // Some of it by chance: not all gateways at once.
        timer = vertx.setTimer(next + ThreadLocalRandom.current().nextLong(next / 10 + 1), due -> look());
    }

    private Future<Void> take(Buffer body) {
        try {
            taker.accept(KeySetDocument.read(body.toString(), config.algorithms()));
            lastProblem = null;
            return Future.succeededFuture();
        } catch (JoseException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<Buffer> fetch() {
        RequestOptions options = new RequestOptions()
                .setAbsoluteURI(config.url())
                .setConnectTimeout(CONNECT_MS)
                .putHeader("Accept", "application/jwk-set+json, application/json");
        return http.request(options)
                .compose(request -> request.send()
                        .compose(response -> body(request, response))
                        .timeout(LIMIT_MS, TimeUnit.MILLISECONDS)
                        .onFailure(cause -> request.reset()))
                .timeout(CONNECT_MS + LIMIT_MS, TimeUnit.MILLISECONDS);
    }

    private static Future<Buffer> body(HttpClientRequest request, HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        response.exceptionHandler(whole::tryFail);
        if (response.statusCode() != OK) {
            whole.fail(new IOException("the answer is " + response.statusCode()));
            return whole.future();
        }
        Buffer body = Buffer.buffer();
        response.handler(part -> {
            body.appendBuffer(part);
            if (body.length() > MOST_BYTES) {
                whole.tryFail(new IOException("the answer has more than " + MOST_BYTES + " bytes"));
                request.reset();
            }
        });
        response.endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }

    /** They are not fetched any more. From any thread. */
    void close() {
        context.runOnContext(end -> {
            closed = true;
            vertx.cancelTimer(timer);
        });
    }
}
