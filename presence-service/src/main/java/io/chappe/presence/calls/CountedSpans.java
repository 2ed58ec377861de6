package io.chappe.presence.calls;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** Counts spans that are made, sent and lost on the way to an exporter. From any thread. */
final class CountedSpans implements SpanExporter {
    private final SpanExporter exporter;
    private final Counter made;
    private final Counter sent;
    private final Counter failed;

    CountedSpans(SpanExporter exporter, MeterRegistry registry) {
        this.exporter = exporter;
        made = counter(registry, "made");
        sent = counter(registry, "sent");
        failed = counter(registry, "failed");
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("chappe.traces.spans")
                .description("Spans that were made, and what came of them; the rest waits or was dropped")
                .tag("outcome", outcome)
                .register(registry);
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> (result.isSuccess() ? sent : failed).increment(spans.size()));
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }

    /** Of those that are made. */
    SpanProcessor counter() {
        return new SpanProcessor() {
            @Override
            public void onStart(Context parent, ReadWriteSpan span) {}

            @Override
            public boolean isStartRequired() {
                return false;
            }

            @Override
            public void onEnd(ReadableSpan span) {
                made.increment();
            }

            @Override
            public boolean isEndRequired() {
                return true;
            }
        };
    }
}
