package io.chappe.tests.ledger;

import io.chappe.client.ClientOptions;
import io.chappe.client.Identity;
import io.chappe.tests.harness.Cluster;
import io.chappe.tests.harness.Peer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Pairs that talk while something fails, and the account of what they saw from then on. */
public final class Trial implements AutoCloseable {
    private static final Duration SIGNAL_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CALM = Duration.ofSeconds(3);

    private final Load load;
    private final List<URI> urls;

    private Trial(Load load, List<URI> urls) {
        this.load = load;
        this.urls = urls;
    }

    /** Opens the pairs and lets them talk for a moment. */
    public static Trial on(Cluster cluster) {
        return through(
                IntStream.range(0, cluster.gateways())
                        .mapToObj(i -> cluster.gateway(i).signalUrl())
                        .toList(),
                cluster);
    }

    /**
     * The same, by other ways.
     *
     * @param urls where the pairs find the gateways, such as proxies in front of them
     */
    public static Trial through(List<URI> urls, Cluster cluster) {
        ClientOptions options =
                cluster.trusting(ClientOptions.of(Identity.anonymous("demo", null), urls.toArray(URI[]::new)));
        Trial trial = new Trial(new Load(cluster.vertx(), SIGNAL_TIMEOUT), urls);
        try {
            trial.load.open(Scale.pairs(), options, urls);
            trial.load.start();
            cluster.awaitSteady();
            trial.watchFor(CALM);
            trial.load.events().begin();
            return trial;
        } catch (RuntimeException | Error e) {
            trial.close();
            throw e;
        }
    }

    public int sessions() {
        return load.sessions();
    }

    /** Lets time pass under load. */
    public void watchFor(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends nothing more, waits for what is open, and compares the rosters at both ends with the sessions. */
    public Account settle() {
        load.settle();
        int wrongRosters = load.wrongRosters();
        load.events().end();
        return new Account(load.sessions(), load.received(), load.relayed(), wrongRosters, load.events());
    }

    /**
     * Of the signals that were only to be relayed, those for which dead gateways are no excuse: to sessions that were not
     * there, and to all later than some time after the fault.
     *
     * @param gateways where they are among the urls
     */
    public Balance relayedWithoutExcuse(List<Integer> gateways, double seconds) {
        List<URI> dead = gateways.stream().map(urls::get).toList();
        return load.relayedWithoutExcuse(dead, load.events().since() + (long) (seconds * 1e9));
    }

    /**
     * Lets a session that nobody knows yet join pairs' rooms, {@link Scale#roomsLookedAt} of them, and counts those where
     * it does not find the two, both online, and nobody else. The pairs see it: only when they have settled.
     */
    public int roomsWrongTo(Peer newcomer) {
        return load.roomsWrongTo(newcomer, Scale.roomsLookedAt());
    }

    @Override
    public void close() {
        load.close();
    }
}
