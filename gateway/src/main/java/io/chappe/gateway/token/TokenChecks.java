package io.chappe.gateway.token;

import io.chappe.core.model.TenantId;
import io.chappe.gateway.room.RefusedException;
import io.chappe.node.logging.About;
import io.chappe.node.tenant.JwksConfig;
import io.chappe.node.tenant.TokensConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Proves tokens on threads of their own, so that no signal waits for a signature; fetches the keys that issuers publish. */
public final class TokenChecks {
    private static final Logger LOG = LoggerFactory.getLogger(TokenChecks.class);
    private static final int MOST_WAITING = 2_000;
    private static final int MOST_STRANGERS = 1_500;
    private static final long LIMIT_S = 5;

    private final Vertx vertx;
    private final HttpClient http;
    private final WorkerExecutor threads;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Counter refused;
    private final Counter overflow;
    private final Counter keysMissed;

    public TokenChecks(Vertx vertx, MeterRegistry meters) {
        this.vertx = vertx;
        this.http = vertx.createHttpClient(new HttpClientOptions());
        int processors = Runtime.getRuntime().availableProcessors();
        this.threads = vertx.createSharedWorkerExecutor("chappe-tokens", Math.max(1, processors / 2));
        Gauge.builder("chappe.tokens.waiting", waiting, AtomicInteger::get)
                .description("Tokens that wait to be proven")
                .register(meters);
        this.refused = Counter.builder("chappe.tokens.refused")
                .description("Tokens that were none, or not valid")
                .register(meters);
        this.overflow = Counter.builder("chappe.tokens.overflow")
                .description("Tokens that were not looked at, because too many waited")
                .register(meters);
        this.keysMissed = Counter.builder("chappe.tokens.keys.missed")
                .description("Times that an issuer's published keys could not be had")
                .register(meters);
    }

    /** A tenant's; begins to fetch its keys, where some are published. */
    public TenantTokens of(TenantId tenant, TokensConfig config) {
        TokenVerifier verifier = new TokenVerifier(tenant, config);
        JwksConfig jwks = config.jwks();
        if (jwks == null) {
            return new TenantTokens(verifier, this, null);
        }
        RemoteKeys remote =
                new RemoteKeys(vertx, http, jwks, verifier::publish, problem -> missed(tenant, jwks, problem));
        remote.open();
        return new TenantTokens(verifier, this, remote);
    }

    private void missed(TenantId tenant, JwksConfig jwks, @Nullable String problem) {
        keysMissed.increment();
        if (problem != null) {
            About.tenant(LOG.atWarn(), tenant)
                    .log("the keys at {} can't be had, those that are there stay: {}", jwks.url(), problem);
        }
    }

    /**
     * Runs a check. Its future fails with what the check throws, or with a {@link RefusedException} where too many wait
     * already, or none has come to an end for long.
     *
     * @param isIn whether it is for a client that is in already: the last places are for those
     */
    <T> Future<T> check(boolean isIn, Callable<T> check) {
        if (waiting.get() >= (isIn ? MOST_WAITING : MOST_STRANGERS)) {
            overflow.increment();
            return busy();
        }
        waiting.incrementAndGet();
        long askedAt = System.nanoTime();
        return threads.executeBlocking(() -> inTime(askedAt, check), false)
                .onComplete(done -> waiting.decrementAndGet())
                .onFailure(this::count)
                .timeout(LIMIT_S, TimeUnit.SECONDS)
                .recover(cause -> cause instanceof TimeoutException ? busy() : Future.failedFuture(cause));
    }

    /** A refusal that comes as a check's would, and after those that wait. */
    public <T> Future<T> refuse(Exception reason) {
        return check(false, () -> {
            throw reason;
        });
    }

    /** What nobody waits for any more does not hold up the others. */
    private static <T> T inTime(long askedAt, Callable<T> check) throws Exception {
        if (System.nanoTime() - askedAt > TimeUnit.SECONDS.toNanos(LIMIT_S)) {
            throw new TimeoutException();
        }
        return check.call();
    }

    private void count(Throwable cause) {
        if (!(cause instanceof TimeoutException)) {
            refused.increment();
        }
    }

    private static <T> Future<T> busy() {
        return Future.failedFuture(RefusedException.unavailable("too many come in at once"));
    }
}
