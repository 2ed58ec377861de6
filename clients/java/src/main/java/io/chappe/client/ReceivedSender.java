package io.chappe.client;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The sender's half of {@code want: received}: keeps each signal until it is acknowledged, and repeats it after a resume,
 * after an error that may pass, and after 1, 2, 4 s without an answer, until its deadline.
 */
final class ReceivedSender {
    /** Of signals to peers and rooms, from the oldest open one on; a receiver knows the last 256 of them. */
    private static final int MAX_SPAN = 200;

    private static final long OTHER_ANSWER_MS = 1_000;
    private static final int MAX_IDLE_CHAINS = 10_000;

    private final Timers timers;
    private final Outlet outlet;
    private final int limit;
    private final TreeMap<Long, OpenSignal> open = new TreeMap<>();
    private final Map<String, Chain> chains = new HashMap<>();
    private final Map<String, Chain> idleChains = new LinkedHashMap<>();
    /** Of those to peers and rooms that are open. */
    private final TreeSet<Long> openPlaces = new TreeSet<>();

    private long places;

    ReceivedSender(Timers timers, Outlet outlet, int limit) {
        this.timers = timers;
        this.outlet = outlet;
        this.limit = limit;
    }

    /**
     * @param id above all ids before it
     * @return fails within the time given, or succeeds
     */
    Future<Receipt> send(long id, SignalText text, long timeoutMs) {
        boolean spread = text.to().kind() != Target.Kind.SESSION;
        if (open.size() >= limit || (spread && isSpanFull())) {
            return Future.failedFuture(new ChappeException("queue_full", "too many signals wait to be received"));
        }
        OpenSignal signal = new OpenSignal(id, text, timers.now() + timeoutMs, spread ? ++places : 0);
        open.put(id, signal);
        if (spread) {
            openPlaces.add(signal.place);
            transmit(signal);
        } else {
            awaitDeadline(signal);
            Chain chain = chain(text.to().name());
            chain.add(signal);
            chain.advance(this::transmit);
        }
        return signal.promise.future();
    }

    private boolean isSpanFull() {
        return !openPlaces.isEmpty() && places - openPlaces.first() >= MAX_SPAN - 1;
    }

    private Chain chain(String session) {
        Chain idle = idleChains.remove(session);
        if (idle != null) {
            chains.put(session, idle);
        }
        return chains.computeIfAbsent(session, s -> new Chain());
    }

    private @Nullable Chain chainOf(OpenSignal signal) {
        return signal.place > 0 ? null : chains.get(signal.text.to().name());
    }

    private void transmit(OpenSignal signal) {
        if (!outlet.isUp()) {
            awaitDeadline(signal);
            return;
        }
        long left = signal.deadline - timers.now();
        Chain chain = chainOf(signal);
        long prev = chain == null ? 0 : chain.prev(signal);
        signal.sent();
        signal.schedule(timers.after(Math.min(left, signal.nextPauseMs()), () -> onTimer(signal)));
        outlet.send(signal.text.frame(frame -> {
            frame.put("id", signal.id).put("want", "received").put("timeoutMs", Math.max(1, left));
            if (prev > 0) {
                frame.put("prev", prev);
            }
        }));
    }

    private void awaitDeadline(OpenSignal signal) {
        signal.schedule(timers.after(signal.deadline - timers.now(), () -> onTimer(signal)));
    }

    private void onTimer(OpenSignal signal) {
        if (timers.now() >= signal.deadline || signal.isRefused()) {
            fail(signal, signal.failure());
        } else {
            transmit(signal);
        }
    }

    /**
     * @return false if nothing here waits for it
     */
    boolean onAck(long id, JsonObject ack) {
        OpenSignal signal = open.get(id);
        if (signal == null) {
            return false;
        }
        Chain chain = chainOf(signal);
        forget(signal);
        if (chain != null) {
            chain.acknowledged(signal);
            afterChange(signal, chain);
        }
        signal.promise.complete(Receipt.of(ack));
        return true;
    }

    /**
     * @return false if nothing here waits for it
     */
    boolean onError(long id, ChappeException error) {
        OpenSignal signal = open.get(id);
        if (signal == null) {
            return false;
        }
        signal.onError(error);
        if (signal.isOver()) {
            fail(signal, signal.failure());
        } else {
            // Refused for good, the answer to another sending may still come, unless the server has answered both at
            // once.
            long pause =
                    signal.isRefused() ? OTHER_ANSWER_MS : error.retryAfterMs().orElseGet(signal::nextPauseMs);
            long left = signal.deadline - timers.now();
            signal.schedule(timers.after(Math.min(pause, left), () -> onTimer(signal)));
        }
        return true;
    }

    private void fail(OpenSignal signal, ChappeException error) {
        Chain chain = chainOf(signal);
        forget(signal);
        if (chain != null) {
            OpenSignal follower = chain.failed(signal);
            if (follower != null) {
                // Its receiver waits for one that does not come any more.
                transmit(follower);
            }
            afterChange(signal, chain);
        }
        signal.promise.fail(error);
    }

    private void forget(OpenSignal signal) {
        signal.settled();
        open.remove(signal.id);
        openPlaces.remove(signal.place);
    }

    private void afterChange(OpenSignal signal, Chain chain) {
        chain.advance(this::transmit);
        if (!chain.isIdle()) {
            return;
        }
        String session = signal.text.to().name();
        chains.remove(session);
        idleChains.put(session, chain);
        if (idleChains.size() > MAX_IDLE_CHAINS) {
            // Forgotten, it starts anew: the next signal goes alone and names none.
            idleChains.remove(idleChains.keySet().iterator().next());
        }
    }

    /** The socket was lost. */
    void onDown() {
        open.values().forEach(signal -> {
            signal.onDown();
            awaitDeadline(signal);
        });
    }

    /**
     * What to send again on a new socket of the same session.
     *
     * @param byId takes it, so that all that a session repeats goes out in the order of its ids
     */
    void repeat(SortedMap<Long, Runnable> byId) {
        open.values().forEach(signal -> {
            Chain chain = chainOf(signal);
            if (chain == null || chain.isUnderWay(signal)) {
                byId.put(signal.id, () -> transmit(signal));
            }
        });
    }

    /** Ends all that is open. What was meant for this session's peers is not for the next one to repeat. */
    void failAll(ChappeException error) {
        List<OpenSignal> failed = List.copyOf(open.values());
        open.clear();
        chains.clear();
        idleChains.clear();
        openPlaces.clear();
        failed.forEach(signal -> {
            signal.settled();
            signal.promise.fail(error);
        });
    }
}
