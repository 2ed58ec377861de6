package io.chappe.presence.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store's mark, as this service has seen it last. Written on one event loop; read from any thread. */
public final class StoreView {
    private static final Logger LOG = LoggerFactory.getLogger(StoreView.class);

    private final Counter losses;
    private volatile StoreMark mark = StoreMark.UNSEEN;
    private volatile long steadyFrom = System.nanoTime();

    public StoreView(MeterRegistry registry) {
        losses = Counter.builder("chappe.store.losses")
                .description("How often the store was found to have lost something, so that gateways put it back")
                .register(registry);
        Gauge.builder("chappe.store.recovering", () -> mark.recovering() ? 1 : 0)
                .description("1 while gateways put back what the store has lost")
                .register(registry);
        Gauge.builder("chappe.store.steady", this::steadySeconds)
                .description("How long the store has been there, complete and without a break, as this service has seen"
                        + " it: lost nodes are swept when it is longer than a lease")
                .baseUnit("seconds")
                .register(registry);
    }

    private double steadySeconds() {
        return mark.recovering() ? 0 : (System.nanoTime() - steadyFrom) / 1e9;
    }

    /** Takes a mark that was just read; an older one, that came late, is void. */
    public void saw(StoreMark seen) {
        StoreMark last = mark;
        boolean isSame = seen.incarnation() == last.incarnation();
        if (isSame && seen.looks() < last.looks()) {
            return;
        }
        if (seen.steadySince() != last.steadySince()) {
            steadyFrom = System.nanoTime();
        }
        mark = seen;
        if (last.equals(StoreMark.UNSEEN)) {
            return;
        }
        if (!isSame) {
            losses.increment();
            LOG.warn("the store has lost something: the gateways put back what they have");
        } else if (last.recovering() && !seen.recovering()) {
            LOG.info("the store is not recovering any more");
        }
    }

    public StoreMark mark() {
        return mark;
    }

    /** Whether what the store does not know may exist all the same. */
    public boolean isRecovering() {
        return mark.recovering();
    }

    /** See {@link StoreMark}. */
    public long steadySince() {
        return mark.steadySince();
    }
}
