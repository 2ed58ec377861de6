package io.chappe.presence.bus;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What one inbox counts. For its event loop; what the registry reads is safe for any thread. */
final class RequestMeters {
    private record Key(Class<?> kind, String outcome) {}

    private final MeterRegistry registry;
    private final String service;
    private final Map<Key, Timer> timers = new HashMap<>();
    private final Counter overloaded;
    private final Counter malformed;
    private final AtomicInteger inFlight = new AtomicInteger();

    RequestMeters(MeterRegistry registry, String service) {
        this.registry = registry;
        this.service = service;
        overloaded = Counter.builder("chappe.service.requests.overflow")
                .description("Requests refused because too many were under way")
                .tag("service", service)
                .register(registry);
        malformed = Counter.builder("chappe.service.requests.malformed")
                .description("Messages that were no requests")
                .tag("service", service)
                .register(registry);
        Gauge.builder("chappe.service.requests.pending", inFlight, AtomicInteger::get)
                .description("Requests under way")
                .tag("service", service)
                .register(registry);
    }

    void begun() {
        inFlight.incrementAndGet();
    }

    void ended(Object request, String outcome, long sinceNanos) {
        inFlight.decrementAndGet();
        timers.computeIfAbsent(new Key(request.getClass(), outcome), this::timer)
                .record(System.nanoTime() - sinceNanos, TimeUnit.NANOSECONDS);
    }

    void overflow() {
        overloaded.increment();
    }

    void malformed() {
        malformed.increment();
    }

    int inFlight() {
        return inFlight.get();
    }

    private Timer timer(Key key) {
        return Timer.builder("chappe.service.requests")
                .description("Requests answered, by kind and outcome")
                .tag("service", service)
                .tag("kind", snakeCase(key.kind.getSimpleName()))
                .tag("outcome", key.outcome)
                .register(registry);
    }

    private static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(java.util.Locale.ROOT);
    }
}
