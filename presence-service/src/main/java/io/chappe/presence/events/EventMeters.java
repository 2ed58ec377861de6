package io.chappe.presence.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.AtomicInteger;

/** What is counted of events on their way into journals of one kind. */
final class EventMeters {
    private final AtomicInteger queued = new AtomicInteger();
    private final Counter written;
    private final Counter dropped;
    private final Counter failed;

    /**
     * @param journal the kind
     */
    EventMeters(MeterRegistry registry, String journal) {
        Tags tags = Tags.of("journal", journal);
        Gauge.builder("chappe.events.queued", queued, AtomicInteger::get)
                .tags(tags)
                .description("Events that wait to be written, those under way among them")
                .register(registry);
        written = counter(registry, tags, "chappe.events.written", "Events that were written");
        dropped = counter(registry, tags, "chappe.events.dropped", "Events that were not written, as too many waited");
        failed = counter(
                registry, tags, "chappe.events.failed", "Writes of events that have failed; they are tried again");
    }

    private static Counter counter(MeterRegistry registry, Tags tags, String name, String description) {
        return Counter.builder(name).tags(tags).description(description).register(registry);
    }

    int queued() {
        return queued.get();
    }

    void queued(int more) {
        queued.addAndGet(more);
    }

    void written(int events) {
        queued.addAndGet(-events);
        written.increment(events);
    }

    void dropped(int events) {
        dropped.increment(events);
    }

    void failed() {
        failed.increment();
    }
}
