package io.chappe.presence.bus;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Work that nobody waits for and that may be left undone: so much at a time, and what is too much or fails is counted.
 * Confined to one event loop.
 */
public final class Background {
    private static final int MAX_UNDER_WAY = 10_000;

    private final AtomicInteger underWay = new AtomicInteger();
    private final Counter undone;

    /**
     * @param work its name in the metrics
     */
    public Background(MeterRegistry registry, String work) {
        this.undone = Counter.builder("chappe.background.undone")
                .description("Work that nobody waits for and that has failed, or was too much")
                .tag("work", work)
                .register(registry);
        Gauge.builder("chappe.background.pending", underWay, AtomicInteger::get)
                .description("Work under way that nobody waits for")
                .tag("work", work)
                .register(registry);
    }

    public void run(Supplier<Future<?>> work) {
        if (underWay.get() >= MAX_UNDER_WAY) {
            undone.increment();
            return;
        }
        underWay.incrementAndGet();
        work.get().onComplete(done -> {
            underWay.decrementAndGet();
            if (done.failed()) {
                undone.increment();
            }
        });
    }
}
