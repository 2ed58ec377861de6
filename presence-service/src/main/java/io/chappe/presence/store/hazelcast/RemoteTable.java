package io.chappe.presence.store.hazelcast;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.IMap;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.presence.store.FirstNames;
import io.chappe.presence.store.StoreMeters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A table as its callers see it. Never blocks; answers arrive on the caller's context, within the time limit. */
final class RemoteTable<S> {
    private static final int MAX_SEARCHES = 4;

    private final Vertx vertx;
    private final Table<S> table;
    private final IMap<String, S> map;
    private final long limitMs;
    private final AtomicInteger searches = new AtomicInteger();
    private final StoreMeters meters;
    private final String name;

    RemoteTable(Vertx vertx, Table<S> table, IMap<String, S> map, Duration limit, StoreMeters meters) {
        this.vertx = vertx;
        this.table = table;
        this.map = map;
        this.limitMs = limit.toMillis();
        this.meters = meters;
        this.name = table.name().substring(table.name().indexOf('.') + 1);
    }

    Future<WireReader> call(String key, WireWriter call) {
        return run(key, new Call<>(table, call.toBytes(), null)).map(Call::answer);
    }

    Future<WireReader> ask(String key, EntryProcessor<String, S, byte[]> question) {
        return run(key, question).map(WireReader::new);
    }

    /** Asks the same of several entries. */
    Future<List<WireReader>> askAll(Set<String> keys, EntryProcessor<String, S, byte[]> question) {
        return limited(() -> map.submitToKeys(keys, question)
                .thenApply(answers ->
                        answers.values().stream().map(WireReader::new).toList()));
    }

    /**
     * The first keys, of entries of any kind. Every member looks at all keys that it has; and Hazelcast makes the caller wait, so a
     * thread that may does, of which few are needed: it fails where {@value #MAX_SEARCHES} are under way.
     */
    Future<List<String>> firstKeys(FirstNames first) {
        if (searches.incrementAndGet() > MAX_SEARCHES) {
            searches.decrementAndGet();
            return Future.failedFuture(new IllegalStateException("too many searches at once"));
        }
        return meters.time(
                name,
                () -> vertx.executeBlocking(() -> map.aggregate(new FirstKeys<>(first)), false)
                        .onComplete(found -> searches.decrementAndGet())
                        .timeout(limitMs, TimeUnit.MILLISECONDS));
    }

    private Future<byte[]> run(String key, EntryProcessor<String, S, byte[]> processor) {
        return limited(() -> map.submitToKey(key, processor));
    }

    private <R> Future<R> limited(Supplier<CompletionStage<R>> call) {
        return meters.time(name, () -> started(call));
    }

    private <R> Future<R> started(Supplier<CompletionStage<R>> call) {
        try {
            return Future.fromCompletionStage(call.get(), vertx.getOrCreateContext())
                    .timeout(limitMs, TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            // Without a data member, or after the end of the instance, it throws instead.
            return Future.failedFuture(e);
        }
    }
}
