package io.chappe.presence.store.redis;

import io.chappe.presence.store.CheckedJournals;
import io.chappe.presence.store.Doubt;
import io.chappe.presence.store.Stores;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The store in Redis. What it keeps is named after the configured prefix; see the Lua files for its form. */
public final class RedisStores {
    private final RedisLink link;
    private final Stores stores;

    private RedisStores(RedisLink link, Stores stores) {
        this.link = link;
        this.stores = stores;
    }

    /**
     * Opens the store, on the current context; completes when Redis was tried, whether it can be reached or not. While it
     * cannot, operations fail, and connecting goes on until the store is closed.
     *
     * @param timeLimit of each operation, below {@link io.chappe.presence.store.Ticket#VALID_MS}
     */
    public static Future<RedisStores> open(
            Vertx vertx, RedisConfig config, Duration timeLimit, MeterRegistry registry) {
        Doubt doubt = new Doubt();
        RedisLink link =
                new RedisLink(vertx, vertx.getOrCreateContext(), new RedisClients(vertx, config), doubt, registry);
        ScriptRunner runner = new ScriptRunner(vertx, link, timeLimit, config.maxPending(), registry);
        return link.open()
                .compose(tried -> vertx.executeBlocking(() -> of(
                        runner,
                        config.keyPrefix(),
                        ScriptFiles.byRedisClock(),
                        () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                        doubt)))
                .map(stores -> new RedisStores(link, stores));
    }

    /**
     * @param millis of a clock of this process
     */
    static Stores of(ScriptRunner runner, String keyPrefix, ScriptFiles files, LongSupplier millis, Doubt doubt) {
        Keys keys = new Keys(keyPrefix);
        return new Stores(
                new RedisRooms(runner, keys, files, millis),
                new RedisPeers(runner, keys, files),
                new RedisHoldings(runner, keys, files),
                new RedisLeases(runner, keys, files),
                new RedisNotices(runner, keys, files),
                new CheckedJournals(new RedisJournals(runner, keys, files)),
                new RedisUsage(runner, keys, files),
                doubt);
    }

    public Stores stores() {
        return stores;
    }

    /** Ends the connection; operations fail from now on. */
    public Future<Void> close() {
        return link.close();
    }
}
