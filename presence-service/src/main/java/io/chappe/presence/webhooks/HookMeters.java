package io.chappe.presence.webhooks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What is counted of posts to tenants' servers. */
final class HookMeters {
    private final MeterRegistry registry;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger failing = new AtomicInteger();
    private final Counter events;
    private final Counter dead;
    private final Counter disturbed;
    private final Timer latency;

    HookMeters(MeterRegistry registry) {
        this.registry = registry;
        gauge("chappe.webhooks.waiting", waiting, "Posts that wait, as so many are under way");
        gauge("chappe.webhooks.under.way", underWay, "Posts under way");
        gauge("chappe.webhooks.failing", failing, "Webhooks that this service knows to fail");
        events = counter("chappe.webhooks.events", "Events that were taken");
        dead = counter("chappe.webhooks.dead", "Events that became dead letters");
        disturbed = counter("chappe.webhooks.disturbed", "Looks and notes that the store has failed; they come again");
        latency = Timer.builder("chappe.webhooks.latency")
                .description("How long a post took, with its answer")
                .register(registry);
        for (String outcome : new String[] {"taken", "refused", "unanswered"}) {
            posts(outcome);
        }
    }

    private void gauge(String name, AtomicInteger value, String description) {
        Gauge.builder(name, value, AtomicInteger::get).description(description).register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private Counter posts(String outcome) {
        return Counter.builder("chappe.webhooks.posts")
                .description("Posts to tenants' servers, by what came of them")
                .tag("outcome", outcome)
                .register(registry);
    }

    AtomicInteger waiting() {
        return waiting;
    }

    void begun() {
        underWay.incrementAndGet();
    }

    void ended(Outcome outcome, int carried) {
        underWay.decrementAndGet();
        posts(outcome.word()).increment();
        latency.record(outcome.tookMs(), TimeUnit.MILLISECONDS);
        if (outcome.isTaken()) {
            events.increment(carried);
        }
    }

    void died(int letters) {
        dead.increment(letters);
    }

    void disturbed() {
        disturbed.increment();
    }

    void failing(int more) {
        failing.addAndGet(more);
    }
}
