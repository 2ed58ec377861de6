package io.chappe.presence.store.redis;

import io.chappe.presence.store.Doubt;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to Redis: one line, on which commands follow each other without waiting for answers. When it breaks, gives no
 * answers, or leads to a server that is no master any more, another one is made, with growing pauses between attempts; the
 * old one serves until then, because in a cluster a part of it may still do.
 *
 * <p>Confined to its context, but for {@link #open} and {@link #suspect}.
 */
final class RedisLink {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 2_000;
    private static final int MOST_DOUBLINGS = 5;

    /** A master that was replaced may take commands for seconds yet, and forgets them when it becomes a replica. */
    private static final long ASK_SENTINELS_EVERY_MS = 1_000;

    /** How long a replaced line is kept for the answers that are on their way. */
    private static final long DISPOSE_AFTER_MS = 5_000;

    private final Vertx vertx;
    private final Context context;
    private final RedisClients clients;
    private final Doubt doubt;
    private final Counter connects;
    private final Promise<Void> tried = Promise.promise();
    private @Nullable RedisLine line;
    private String problem = "not connected yet";
    private String lastTarget = "";
    private boolean connecting;
    private boolean closed;
    private int failures;

    /**
     * @param doubt raised when another master answers than before: it need not have all that the one before had
     */
    RedisLink(Vertx vertx, Context context, RedisClients clients, Doubt doubt, MeterRegistry registry) {
        this.doubt = doubt;
        this.vertx = vertx;
        this.context = context;
        this.clients = clients;
        connects = Counter.builder("chappe.redis.connects")
                .description("Connections made to Redis: 1 at the start, more after it was away")
                .register(registry);
    }

    Context context() {
        return context;
    }

    /** Begins to connect, and goes on until it is closed; completes when it was tried once, with success or without. */
    Future<Void> open() {
        context.runOnContext(nothing -> {
            connect();
            if (clients.hasSentinels()) {
                vertx.setTimer(ASK_SENTINELS_EVERY_MS, timer -> askSentinels());
            }
        });
        return tried.future();
    }

    /** Sends a command; null for Redis' nil. It fails at once when there is no line. */
    Future<@Nullable Response> send(Request request) {
        RedisLine used = line;
        if (used == null) {
            return Future.failedFuture(new RedisAwayException(problem));
        }
        return used.connection().send(request).recover(cause -> {
            if (!isBroken(cause)) {
                return Future.failedFuture(cause);
            }
            broken(used);
            return Future.failedFuture(new RedisAwayException(
                    "Redis at %s cannot be used: %s".formatted(clients.where(), cause.getMessage())));
        });
    }

    /**
     * Redis does not know what it knew: it was started again, or another one has taken its place, and need not have all
     * that the one before had. In a cluster each server knows what it was asked itself, so that it tells nothing there.
     */
    void hasForgotten() {
        if (!clients.isCluster()) {
            doubt.raise();
        }
    }

    /** A command was not answered in time. */
    void suspect() {
        context.runOnContext(nothing -> connect());
    }

    Future<Void> close() {
        closed = true;
        RedisLine last = line;
        line = null;
        problem = "closed";
        return last == null ? Future.succeededFuture() : last.close();
    }

    /** Other errors are Redis' answers. */
    private static boolean isBroken(Throwable cause) {
        return !(cause instanceof ErrorType error) || error.is("CONNECTION_CLOSED") || error.is("READONLY");
    }

    private void broken(RedisLine which) {
        if (which.equals(line)) {
            connect();
        }
    }

    private void connect() {
        if (!connecting && !closed) {
            connecting = true;
            attempt();
        }
    }

    private void attempt() {
        clients.connect().onSuccess(this::use).onFailure(this::retryLater).onComplete(done -> tried.tryComplete());
    }

    private void retryLater(Throwable cause) {
        failures++;
        problem = "Redis at %s cannot be reached: %s".formatted(clients.where(), cause.getMessage());
        LOG.debug("{}", problem);
        vertx.setTimer(pause(), timer -> {
            if (!closed) {
                attempt();
            }
        });
    }

    /** Half of it by chance, so that services do not come all at once. */
    private long pause() {
        long longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(failures, MOST_DOUBLINGS));
        return longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
    }

    private void use(RedisLine made) {
        if (closed) {
            dispose(made);
            return;
        }
        connects.increment();
        failures = 0;
        RedisLine old = line;
        line = made;
        if (!lastTarget.isEmpty() && !lastTarget.equals(made.to())) {
            doubt.raise();
        }
        lastTarget = made.to();
        made.connection().endHandler(ended -> broken(made)).exceptionHandler(cause -> broken(made));
        if (old != null) {
            vertx.setTimer(DISPOSE_AFTER_MS, timer -> dispose(old));
        }
        // Not sooner, so that a Redis that is slow is not asked for ever more connections.
        vertx.setTimer(FIRST_PAUSE_MS, timer -> connecting = false);
    }

    private void askSentinels() {
        if (closed) {
            return;
        }
        clients.target()
                .onSuccess(to -> {
                    RedisLine now = line;
                    if (now != null && !now.to().equals(to)) {
                        connect();
                    }
                })
                .onFailure(cause -> LOG.debug("a sentinel does not answer: {}", cause.toString()))
                .onComplete(done -> vertx.setTimer(ASK_SENTINELS_EVERY_MS, timer -> askSentinels()));
    }

    private static void dispose(RedisLine old) {
        old.close().onFailure(cause -> LOG.debug("a connection to Redis did not close: {}", cause.toString()));
    }
}
