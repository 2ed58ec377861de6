package io.chappe.presence.store.redis;

import io.chappe.presence.store.LateTicketException;
import io.chappe.presence.store.StoreMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs scripts, each within the time limit and as many at a time as the limit says; what comes above fails at once. For any
 * thread; results arrive on the caller's context.
 *
 * <p>Scripts on the same keys can be run in turn: the next one is sent when the one before is answered, so that neither
 * another connection nor a script that Redis does not know yet changes their order.
 */
final class ScriptRunner {
    /** One script under way, or waiting for its turn. */
    private record Run(
            Script script,
            List<String> keys,
            boolean inTurn,
            List<String> arguments,
            long deadline,
            CompletableFuture<@Nullable Response> result) {
        String turn() {
            return keys.get(0);
        }

        Request request(Command command, String script) {
            Request request = Request.cmd(command).arg(script).arg(keys.size());
            keys.forEach(request::arg);
            arguments.forEach(request::arg);
            return request;
        }
    }

    private final Vertx vertx;
    private final Context context;
    private final RedisLink link;
    private final Duration timeLimit;
    private final int limit;
    private final StoreMeters meters;
    private final Map<String, Queue<Run>> turns = new HashMap<>();
    /** Since Redis has last forgotten them. */
    private final Set<Script> known = new HashSet<>();

    private int forgotten;
    private final AtomicInteger pending = new AtomicInteger();
    private final Counter refused;

    /**
     * @param timeLimit of each script, from the call to its result
     * @param limit of scripts that are under way or wait for their turn
     */
    ScriptRunner(Vertx vertx, RedisLink link, Duration timeLimit, int limit, MeterRegistry registry) {
        this.vertx = vertx;
        this.context = link.context();
        this.link = link;
        this.timeLimit = timeLimit;
        this.limit = limit;
        this.meters = new StoreMeters(registry);
        refused = Counter.builder("chappe.redis.refused")
                .description("Operations refused because too many were under way")
                .register(registry);
        Gauge.builder("chappe.redis.pending", pending, AtomicInteger::get)
                .description("Operations that wait for Redis or for their turn")
                .register(registry);
    }

    /** Runs a script; null for Redis' nil. */
    Future<@Nullable Response> run(Script script, List<String> keys, String... arguments) {
        return meters.time(script.table(), () -> start(script, keys, false, arguments));
    }

    /** Runs a script after those that were started before on the same keys; null for Redis' nil. */
    Future<@Nullable Response> runInTurn(Script script, List<String> keys, String... arguments) {
        return meters.time(script.table(), () -> start(script, keys, true, arguments));
    }

    private Future<@Nullable Response> start(Script script, List<String> keys, boolean inTurn, String... arguments) {
        long deadline = System.nanoTime() + timeLimit.toNanos();
        Run run = new Run(script, keys, inTurn, List.of(arguments), deadline, new CompletableFuture<>());
        context.runOnContext(nothing -> admit(run));
        return Future.fromCompletionStage(run.result, vertx.getOrCreateContext())
                .timeout(timeLimit.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(cause -> {
                    if (cause instanceof TimeoutException) {
                        link.suspect();
                    }
                });
    }

    private void admit(Run run) {
        if (pending.get() >= limit) {
            refused.increment();
            run.result.completeExceptionally(new RedisAwayException("too many operations wait for Redis"));
            return;
        }
        pending.incrementAndGet();
        if (!run.inTurn) {
            execute(run);
            return;
        }
        Queue<Run> queue = turns.computeIfAbsent(run.turn(), turn -> new ArrayDeque<>(2));
        queue.add(run);
        if (queue.size() == 1) {
            execute(run);
        }
    }

    private void execute(Run run) {
        send(run).map(ScriptRunner::requireNotLate).onComplete((answer, cause) -> {
            pending.decrementAndGet();
            if (cause == null) {
                run.result.complete(answer);
            } else {
                run.result.completeExceptionally(described(run, cause));
            }
            if (run.inTurn) {
                next(run.turn());
            }
        });
    }

    /** Nobody waits any more for what has lost its time in the queue, so it is not done at all. */
    private Future<@Nullable Response> send(Run run) {
        if (run.deadline < System.nanoTime()) {
            return Future.failedFuture(new RedisAwayException("an operation had no turn in time"));
        }
        // As of now: by the time of the answer, which may come on a line that is replaced, it may have become known.
        boolean wasKnown = known.contains(run.script);
        int forgottenBefore = forgotten;
        return link.send(run.request(Command.EVALSHA, run.script.sha1()))
                .onSuccess(answer -> {
                    if (forgottenBefore == forgotten) {
                        known.add(run.script);
                    }
                })
                .recover(cause -> {
                    if (!(cause instanceof ErrorType error && error.is("NOSCRIPT"))) {
                        return Future.failedFuture(cause);
                    }
                    if (wasKnown && forgottenBefore == forgotten) {
                        forget();
                    }
                    return link.send(run.request(Command.EVAL, run.script.text()));
                });
    }

    private void forget() {
        forgotten++;
        known.clear();
        link.hasForgotten();
    }

    private static @Nullable Response requireNotLate(@Nullable Response answer) {
        if (answer != null
                && answer.type() == ResponseType.MULTI
                && Texts.required(answer, 0).toString().equals("LATE")) {
            throw new LateTicketException(Texts.number(answer, 1));
        }
        return answer;
    }

    private static Throwable described(Run run, Throwable cause) {
        return cause instanceof LateTicketException
                ? cause
                : new RedisAwayException(run.script.name() + ": " + cause.getMessage());
    }

    /** Not from within the turn before, so that a long queue does not make a deep stack. */
    private void next(String turn) {
        Queue<Run> queue = turns.get(turn);
        if (queue == null) {
            return;
        }
        queue.remove();
        Run next = queue.peek();
        if (next == null) {
            turns.remove(turn);
        } else {
            context.runOnContext(nothing -> execute(next));
        }
    }
}
