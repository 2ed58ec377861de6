package io.chappe.presence.store.hazelcast;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.IMap;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A table as its callers see it. Never blocks; answers arrive on the caller's context, within the time limit. */
final class RemoteTable<S> {
    private final Vertx vertx;
    private final Table<S> table;
    private final IMap<String, S> map;
    private final long limitMs;

    RemoteTable(Vertx vertx, Table<S> table, IMap<String, S> map, Duration limit) {
        this.vertx = vertx;
        this.table = table;
        this.map = map;
        this.limitMs = limit.toMillis();
    }

    Future<WireReader> call(String key, WireWriter call) {
        return run(key, new Call<>(table, call.toBytes(), null)).map(Call::answer);
    }

    Future<WireReader> ask(String key, EntryProcessor<String, S, byte[]> question) {
        return run(key, question).map(WireReader::new);
    }

    private Future<byte[]> run(String key, EntryProcessor<String, S, byte[]> processor) {
        try {
            return Future.fromCompletionStage(map.submitToKey(key, processor), vertx.getOrCreateContext())
                    .timeout(limitMs, TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            // Without a data member, or after the end of the instance, it throws instead.
            return Future.failedFuture(e);
        }
    }
}
