package io.chappe.tests.ledger;

import io.chappe.client.ChappeClient;
import io.chappe.client.ClientOptions;
import io.chappe.tests.harness.Peer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Pairs of sessions, each pair in a room of its own and on two gateways, that send each other one signal a second which
 * wants to be received, and a small one every other second which is only to be relayed.
 */
public final class Load implements AutoCloseable {
    private static final int OPENING_AT_ONCE = 50;
    private static final int OPEN_LIMIT_S = 60;
    private static final int CLOSE_LIMIT_S = 10;
    private static final long SECOND_MS = 1_000;
    /** Of a second. */
    private static final int TICKS = 20;

    private static final int RELAY_TICKS = 2 * TICKS;
    /** Of those that came to harm. */
    private static final int TOLD = 6;

    private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(5);
    private static final Duration ROSTER_LIMIT = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final ChappeClient client;
    private final Events events = new Events();
    private final List<Party> parties = new ArrayList<>();
    private final Duration timeout;
    private long timer;
    private int tick;

    /**
     * @param timeout until when each signal that wants to be received is tried
     */
    public Load(Vertx vertx, Duration timeout) {
        this.vertx = vertx;
        this.client = new ChappeClient(vertx);
        this.timeout = timeout;
    }

    /**
     * Opens the sessions, the two of each pair at different urls first.
     *
     * @param urls of the gateways; each session knows them all
     */
    public void open(int pairs, ClientOptions options, List<URI> urls) {
        String run = Long.toString(System.nanoTime(), 36);
        for (int from = 0; from < pairs; from += OPENING_AT_ONCE) {
            List<Future<Void>> opening = new ArrayList<>();
            for (int i = from; i < Math.min(from + OPENING_AT_ONCE, pairs); i++) {
                Party left = new Party("left-" + i, "ledger-" + run + "-" + i, events);
                Party right = new Party("right-" + i, "ledger-" + run + "-" + i, events);
                opening.add(left.connect(client, options, rotated(urls, i), right));
                opening.add(right.connect(client, options, rotated(urls, i + 1), left));
                parties.add(left);
                parties.add(right);
            }
            get(Future.all(opening));
        }
    }

    private static List<URI> rotated(List<URI> urls, int by) {
        List<URI> rotated = new ArrayList<>(urls);
        java.util.Collections.rotate(rotated, -by);
        return rotated;
    }

    private static void get(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(OPEN_LIMIT_S, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Begins to send, spread over the time. */
    public void start() {
        events.begin();
        timer = vertx.setPeriodic(SECOND_MS / TICKS, id -> {
            tick = (tick + 1) % RELAY_TICKS;
            for (int i = tick % TICKS; i < parties.size(); i += TICKS) {
                parties.get(i).send(timeout);
            }
            for (int i = tick; i < parties.size(); i += RELAY_TICKS) {
                parties.get(i).relay();
            }
        });
    }

    /** Sends nothing more, and waits until each signal has its answer, or should have had it, and is there. */
    public void settle() {
        vertx.cancelTimer(timer);
        await(timeout.plusSeconds(10), () -> parties.stream().allMatch(Party::isSettled));
        // What is relayed is answered before it is there.
        await(ARRIVAL_LIMIT, () -> relayed().lost() == 0);
    }

    /** Gives up at the limit: what is not as it should be is counted. */
    private static void await(Duration limit, Callable<Boolean> condition) {
        try {
            Awaitility.await()
                    .atMost(limit)
                    .pollInterval(Duration.ofMillis(200))
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            // As said.
        }
    }

    /** Of the signals that wanted to be received. */
    public Balance received() {
        return sum(party -> party.received().balance());
    }

    /** Of the signals that were only to be relayed. */
    public Balance relayed() {
        return sum(party -> party.relayed().balance());
    }

    /** As {@link Party#relayedWithoutExcuse}. */
    Balance relayedWithoutExcuse(Collection<URI> dead, long moment) {
        return sum(party -> party.relayedWithoutExcuse(dead, moment));
    }

    private Balance sum(Function<Party, Balance> balance) {
        return parties.stream().map(balance).reduce(Balance.NOTHING, Balance::plus);
    }

    /** How many sessions see another room than is: waits a moment for the last changes. */
    public int wrongRosters() {
        await(ROSTER_LIMIT, () -> parties.stream().allMatch(Party::seesItsRoom));
        List<Party> wrong =
                parties.stream().filter(party -> !party.seesItsRoom()).toList();
        wrong.stream().limit(TOLD).map(Party::story).forEach(System.out::println);
        return wrong.size();
    }

    /**
     * How many pairs' rooms are otherwise than they should be to somebody who comes anew.
     *
     * @param pairs so many are looked at, the first of them
     */
    int roomsWrongTo(Peer newcomer, int pairs) {
        List<Party> wrong = IntStream.range(0, pairs)
                .mapToObj(pair -> parties.get(2 * pair))
                .filter(party -> !party.isFoundBy(newcomer))
                .toList();
        wrong.stream().limit(TOLD).map(Party::story).forEach(System.out::println);
        return wrong.size();
    }

    public Events events() {
        return events;
    }

    public int sessions() {
        return parties.size();
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
        // Who never came to be open fails at once.
        Future.join(parties.stream().map(Party::leave).toList())
                .toCompletionStage()
                .toCompletableFuture()
                .completeOnTimeout(null, CLOSE_LIMIT_S, TimeUnit.SECONDS)
                .exceptionally(failed -> null)
                .join();
        client.close();
    }
}
