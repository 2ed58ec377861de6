package io.chappe.presence.calls;

import io.chappe.core.model.NodeId;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** The traces of calls, while this service runs; nothing at all where no collector is configured. On one event loop. */
public final class Tracing {
    private static final long NS_PER_MS = 1_000_000;

    private final Runnable stop;
    private final CallTraces traces;
    private final TraceExport export;

    private Tracing(Vertx vertx, CallTraces traces, TraceExport export) {
        this.traces = traces;
        this.export = export;
        long timer = vertx.setPeriodic(CallTraces.TICK_MS, tick -> traces.tick());
        stop = () -> vertx.cancelTimer(timer);
    }

    /** Returns what ends it. */
    public static Supplier<Future<Void>> of(
            Vertx vertx, NodeId self, TracesConfig config, CallBook calls, MeterRegistry registry) {
        if (config.endpoint().isEmpty()) {
            return Future::succeededFuture;
        }
        TraceExport export = new TraceExport(config.endpoint(), self, registry);
        CallTraces traces = new CallTraces(
                config.sampled(),
                calls::since,
                new CallSpans(export.tracer()),
                () -> System.nanoTime() / NS_PER_MS,
                registry);
        calls.listen(traces::heard);
        return new Tracing(vertx, traces, export)::close;
    }

    private Future<Void> close() {
        stop.run();
        return traces.close().eventually(export::close);
    }
}
