package io.chappe.presence.admin;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.ext.web.RoutingContext;

/** Counts requests and their time, by operation and status. */
final class RequestMeters {
    private static final String OPERATION = "chappe.admin.operation";
    /** Of what did not get as far as an operation. */
    private static final String NONE = "none";

    private final MeterRegistry registry;

    RequestMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts it at its end. */
    void watch(RoutingContext request) {
        Timer.Sample sample = Timer.start(registry);
        request.addEndHandler(end -> sample.stop(Timer.builder("chappe.admin.requests")
                .description("Requests to the admin API")
                .tag("operation", request.get(OPERATION, NONE))
                .tag("status", Integer.toString(request.response().getStatusCode()))
                .register(registry)));
    }

    /** What it turned out to be. */
    static void operation(RoutingContext request, String operationId) {
        request.put(OPERATION, operationId);
    }
}
