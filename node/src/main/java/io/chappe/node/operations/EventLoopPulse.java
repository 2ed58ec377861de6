package io.chappe.node.operations;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** One beat a second on every event loop: what liveness rests on, and nothing else. */
final class EventLoopPulse {
    private static final Duration BEAT = Duration.ofSeconds(1);

    /** Longer than a garbage collection that a node survives; a loop that is stuck longer does not come back. */
    private static final Duration STUCK_AFTER = Duration.ofSeconds(10);

    private final List<AtomicLong> beats = new CopyOnWriteArrayList<>();

    /**
     * Starts the beats.
     *
     * @param eventLoops how many event loops there are; each of so many verticles in a row gets the next one
     */
    Future<EventLoopPulse> start(Vertx vertx, int eventLoops) {
        return vertx.deployVerticle(Beat::new, new DeploymentOptions().setInstances(eventLoops))
                .map(this);
    }

    boolean isRegular() {
        long now = System.nanoTime();
        return beats.stream().allMatch(last -> now - last.get() < STUCK_AFTER.toNanos());
    }

    private final class Beat extends VerticleBase {
        private final AtomicLong last = new AtomicLong(System.nanoTime());

        @Override
        public Future<?> start() {
            beats.add(last);
            vertx.setPeriodic(BEAT.toMillis(), timer -> last.set(System.nanoTime()));
            return Future.succeededFuture();
        }
    }
}
