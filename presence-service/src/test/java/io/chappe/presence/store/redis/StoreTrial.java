package io.chappe.presence.store.redis;

import io.chappe.core.model.Entry;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.chappe.node.config.ConfigLoader;
import io.chappe.presence.store.Hold;
import io.chappe.presence.store.JoinResult;
import io.chappe.presence.store.Newcomer;
import io.chappe.presence.store.RoomChange;
import io.chappe.presence.store.Step;
import io.chappe.presence.store.Stores;
import io.chappe.presence.store.Ticket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The store as a service opens it, and what tests do with it. */
final class StoreTrial implements AutoCloseable {
    static final NodeLife HOME = new NodeLife(new NodeId("a"), -1);
    static final RawJson META = RawJson.of("{\"a/b\":\"\\u20ac \u20ac\"}");

    final Vertx vertx = Vertx.vertx();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RedisStores opened;

    private StoreTrial(String yaml) {
        RedisConfig config = ConfigLoader.parse(RedisConfig.class, yaml);
        opened = await(RedisStores.open(vertx, config, Duration.ofMillis(800), meters));
    }

    static StoreTrial open(String yaml) {
        return new StoreTrial(yaml);
    }

    Stores stores() {
        return opened.stores();
    }

    static RoomKey room(String name) {
        return new RoomKey(new TenantId("acme"), new RoomId(name));
    }

    Future<JoinResult> join(String room, String session) {
        return join(room, session, "peer");
    }

    Future<JoinResult> join(String room, String session, String peer) {
        return join(room, session, peer, Entry.PLAIN);
    }

    Future<JoinResult> join(String room, String session, String peer, Entry entry) {
        Newcomer newcomer = new Newcomer(new SessionId(session), new PeerId(peer), new Step(1, 1), META, entry);
        Ticket ticket = new Ticket(new Hold(HOME, 7), Long.MAX_VALUE >> 12);
        return stores().rooms().join(room(room), newcomer, ticket, 1_000, 1_000);
    }

    Future<RoomChange> leave(String room, String session) {
        return stores().rooms().leave(room(room), new SessionId(session), new Step(1, 2), LeaveReason.LEFT);
    }

    /** Tries until it succeeds, and returns how long that took, in ms. */
    long untilItWorks(Supplier<Future<?>> operation) {
        long began = System.nanoTime();
        while (!works(operation)) {
            if (System.nanoTime() - began > TimeUnit.SECONDS.toNanos(20)) {
                throw new AssertionError("does not work after 20 s");
            }
            TestRedis.sleep(50);
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    private static boolean works(Supplier<Future<?>> operation) {
        try {
            operation.get().await(5, TimeUnit.SECONDS);
            return true;
        } catch (RuntimeException | TimeoutException e) {
            return false;
        }
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(5, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        await(opened.close());
        await(vertx.close());
    }
}
