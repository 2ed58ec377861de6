package io.chappe.gateway.cluster;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be said when nobody waits for it any more: said again until a service has heard it. Bounded; what is over
 * the bound is left to the sweep that follows this node's life.
 */
final class Farewells {
    private static final Logger LOG = LoggerFactory.getLogger(Farewells.class);
    private static final int MAX_WAITING = 50_000;
    private static final int BATCH = 1_000;
    private static final long AGAIN_MS = 1_000;

    private final Queue<Supplier<Future<Boolean>>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final Counter dropped;

    Farewells(Vertx vertx, MeterRegistry meters) {
        Gauge.builder("chappe.farewells.waiting", size, AtomicInteger::get)
                .description("Leaves and ends that no service has heard yet")
                .register(meters);
        dropped = Counter.builder("chappe.farewells.dropped")
                .description("Leaves and ends that were too many to keep")
                .register(meters);
        vertx.setPeriodic(AGAIN_MS, timer -> again());
    }

    /**
     * Says something now, and again later if it is not heard.
     *
     * @param saying true if heard, or of no use any more; a failure is not heard
     */
    void say(Supplier<Future<Boolean>> saying) {
        saying.get().onComplete(heard -> {
            if (heard.failed() || !heard.result()) {
                keep(saying);
            }
        });
    }

    private void keep(Supplier<Future<Boolean>> saying) {
        if (size.incrementAndGet() > MAX_WAITING) {
            size.decrementAndGet();
            dropped.increment();
            LOG.debug("too many farewells wait; one is left to the sweep");
        } else {
            waiting.add(saying);
        }
    }

    private void again() {
        for (int i = Math.min(BATCH, size.get()); i > 0; i--) {
            Supplier<Future<Boolean>> next = waiting.poll();
            if (next == null) {
                return;
            }
            size.decrementAndGet();
            say(next);
        }
    }
}
