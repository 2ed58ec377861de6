package io.chappe.presence.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** How long the store takes, with the way to it. From any thread. */
public final class StoreMeters {
    private static final List<String> TABLES =
            List.of("rooms", "index", "peers", "holdings", "leases", "notices", "journals", "usage");
    private static final Duration[] BUCKETS = LongStream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private record Timers(Timer done, Timer failed) {}

    private final Map<String, Timers> timers = new HashMap<>();

    public StoreMeters(MeterRegistry registry) {
        TABLES.forEach(table ->
                timers.put(table, new Timers(timer(registry, table, "done"), timer(registry, table, "failed"))));
    }

    private static Timer timer(MeterRegistry registry, String table, String outcome) {
        return Timer.builder("chappe.store.operations")
                .description("Operations of the store, by what they are about; those that were too late have failed")
                .tags("table", table, "outcome", outcome)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /**
     * Measures an operation.
     *
     * @param table what it is about: a kind of records; {@code index} is of the names of rooms, in Redis
     */
    public <T> Future<T> time(String table, Supplier<Future<T>> operation) {
        Timers of = Objects.requireNonNull(timers.get(table), table);
        long begun = System.nanoTime();
        return operation
                .get()
                .onComplete(ended -> (ended.succeeded() ? of.done : of.failed)
                        .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS));
    }
}
