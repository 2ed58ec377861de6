package io.chappe.node.operations;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** One beat a second on every event loop: what liveness rests on, and what an operator sees of loops that stall. */
final class EventLoopPulse {
    private static final Duration BEAT = Duration.ofSeconds(1);

    /** Longer than a garbage collection that a node survives; a loop that is stuck longer does not come back. */
    private static final Duration STUCK_AFTER = Duration.ofSeconds(10);

    /** A beat that is no later than this is in time. */
    private static final Duration LATE_AFTER = Duration.ofMillis(100);

    private final List<AtomicLong> beats = new CopyOnWriteArrayList<>();
    private final AtomicLong stalledNanos = new AtomicLong();

    /**
     * Starts the beats.
     *
     * @param eventLoops how many event loops there are; each of so many verticles in a row gets the next one
     */
    Future<EventLoopPulse> start(Vertx vertx, int eventLoops) {
        return vertx.deployVerticle(Beat::new, new DeploymentOptions().setInstances(eventLoops))
                .map(this);
    }

    void bindTo(MeterRegistry registry) {
        Gauge.builder("chappe.eventloop.silent", this, pulse -> pulse.silentNanos() / 1e9)
                .description(
                        "How long the event loop has not turned that has not for longest; up to 1 is as it should be")
                .baseUnit("seconds")
                .register(registry);
        FunctionCounter.builder("chappe.eventloop.stalled", stalledNanos, stalled -> stalled.get() / 1e9)
                .description("How late the event loops have come to what they do each second, all in all")
                .baseUnit("seconds")
                .register(registry);
    }

    boolean isRegular() {
        return silentNanos() < STUCK_AFTER.toNanos();
    }

    private long silentNanos() {
        long now = System.nanoTime();
        return beats.stream().mapToLong(last -> now - last.get()).max().orElse(0);
    }

    private final class Beat extends VerticleBase {
        private final AtomicLong last = new AtomicLong(System.nanoTime());

        @Override
        public Future<?> start() {
            beats.add(last);
            vertx.setPeriodic(BEAT.toMillis(), timer -> beat());
            return Future.succeededFuture();
        }

        private void beat() {
            long now = System.nanoTime();
            long late = now - last.getAndSet(now) - BEAT.toNanos();
            if (late > LATE_AFTER.toNanos()) {
                stalledNanos.addAndGet(late);
            }
        }
    }
}
