package io.chappe.gateway.drain;

import io.chappe.core.bus.DrainProgress;
import io.chappe.gateway.loop.Delay;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.protocol.GoAway;
import io.chappe.gateway.session.Session;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Sends clients to other gateways: told in batches, each with a moment of its own, so that the others are not stormed.
 * From any thread; the work is done on one event loop.
 */
public final class Drain {
    private static final long TICK_MS = 1_000;

    /** The part of the deadline in which all are told. */
    private static final double TELLING_SHARE = 0.8;

    private enum State {
        IDLE,
        REBALANCING,
        DRAINING
    }

    private final EventLoop loop;
    private final Collection<Session> sessions;
    private final DrainConfig config;
    private final Counter told;
    private final Queue<Session> waiting = new ArrayDeque<>();

    /** Who was told, in this drain. */
    private final Set<Session> going = new HashSet<>();

    private volatile State state = State.IDLE;
    private volatile boolean ending;
    private long deadlineNanos;
    private @Nullable Promise<Void> over;
    private @Nullable Delay next;

    /**
     * @param loop on which the work is done
     * @param sessions that are here, at any time
     */
    public Drain(EventLoop loop, Collection<Session> sessions, DrainConfig config, MeterRegistry meters) {
        this.loop = loop;
        this.sessions = sessions;
        this.config = config;
        this.told = Counter.builder("chappe.drain.told")
                .description("Clients that were told to go to another gateway")
                .register(meters);
        Gauge.builder("chappe.draining", this, drain -> drain.isDraining() ? 1 : 0)
                .description("1 while this gateway takes nobody new and sends its clients to others")
                .register(meters);
    }

    /** Whether this gateway takes nobody new. */
    public boolean isDraining() {
        return state == State.DRAINING;
    }

    /** For readiness: a gateway that drains is not sent anybody. */
    public Optional<String> problem() {
        return isDraining() ? Optional.of("this gateway drains") : Optional.empty();
    }

    /**
     * Takes nobody new and sends away who is there, and who says hello yet. The second time does nothing new.
     *
     * @return succeeds when nobody is left, or at the deadline
     */
    public Future<Void> start() {
        Promise<Void> done = Promise.promise();
        loop.run(() -> {
            Promise<Void> running = over;
            if (running == null) {
                running = Promise.promise();
                over = running;
                begin(State.DRAINING, new ArrayList<>(sessions));
            }
            running.future().onComplete(done);
        });
        return done.future();
    }

    /** The same because the process ends: it can't be undone any more. */
    public Future<Void> startForGood() {
        ending = true;
        return start();
    }

    /**
     * Takes clients again, and tells no more to go; those who were told go.
     *
     * @return false where the process ends
     */
    public boolean undo() {
        if (ending) {
            return false;
        }
        loop.run(() -> {
            // The end may have been asked for meanwhile.
            if (!ending) {
                stop();
            }
        });
        return true;
    }

    /**
     * Sends a share of the clients away, any of them; nobody is closed who does not go. Nothing while it drains.
     *
     * @param share from 0 to 1
     */
    public void shed(double share) {
        loop.run(() -> {
            if (!isDraining()) {
                List<Session> all = new ArrayList<>(sessions);
                Collections.shuffle(all, ThreadLocalRandom.current());
                begin(State.REBALANCING, all.subList(0, (int) Math.ceil(all.size() * share)));
            }
        });
    }

    private void begin(State begun, List<Session> all) {
        going.clear();
        waiting.clear();
        waiting.addAll(all);
        deadlineNanos = System.nanoTime() + config.deadline().toNanos();
        state = begun;
        if (next != null) {
            next.cancel();
        }
        tick(pace(all.size(), config));
    }

    /** Clients a second. */
    static int pace(int clients, DrainConfig config) {
        double seconds = Math.max(0.001, config.deadline().toMillis() / 1_000.0) * TELLING_SHARE;
        return (int) Math.max(config.perSecond(), Math.ceil(clients / seconds));
    }

    private void tick(int pace) {
        next = null;
        if (isDraining() && waiting.isEmpty()) {
            // A socket that was open before may have said hello since.
            sessions.stream().filter(session -> !going.contains(session)).forEach(waiting::add);
        }
        for (int i = 0; i < pace && !waiting.isEmpty(); i++) {
            tell(waiting.remove());
        }
        long pause = TICK_MS;
        if (isOver()) {
            finish();
        } else {
            pause = Math.min(TICK_MS, Math.max(1, remaining().toMillis()));
        }
        if (state != State.IDLE) {
            next = loop.after(pause, () -> tick(pace));
        }
    }

    private boolean isOver() {
        return isDraining() ? sessions.isEmpty() || remaining().isZero() : waiting.isEmpty();
    }

    private void tell(Session session) {
        told.increment();
        going.add(session);
        GoAway frame = new GoAway(
                isDraining() ? "drain" : "rebalance",
                ThreadLocalRandom.current().nextLong(TICK_MS),
                remaining().toMillis());
        session.loop().run(() -> session.goAway(frame));
    }

    private Duration remaining() {
        long nanos = deadlineNanos - System.nanoTime();
        return nanos <= 0 ? Duration.ZERO : Duration.ofNanos(nanos);
    }

    /** A drain stays one until it is undone, or the process ends. */
    private void finish() {
        if (!isDraining()) {
            stop();
        } else if (over != null) {
            over.tryComplete();
        }
    }

    private void stop() {
        going.clear();
        waiting.clear();
        state = State.IDLE;
        if (next != null) {
            next.cancel();
            next = null;
        }
        if (over != null) {
            over.tryComplete();
            over = null;
        }
    }

    /** How far it is, when all has begun that the caller asked for before. */
    public Future<DrainProgress> progress() {
        Promise<DrainProgress> progress = Promise.promise();
        loop.run(() -> progress.complete(new DrainProgress(
                state.name().toLowerCase(Locale.ROOT),
                ending,
                sessions.size(),
                waiting.size(),
                state == State.IDLE ? 0 : remaining().toMillis())));
        return progress.future();
    }
}
