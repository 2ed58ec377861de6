package io.chappe.presence.calls;

import io.chappe.core.model.NodeId;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sends spans to a collector, in batches, by threads of its own; what it does not take in time is lost, and counted. */
final class TraceExport {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final int MOST_WAITING = 8_192;
    private static final long CLOSE_S = 3;

    /** Held: the JDK forgets what is set of a logger that nobody holds. */
    private static final Logger SDK = Logger.getLogger("io.opentelemetry");

    static {
        // Or it would write past this process's log.
        SDK.setUseParentHandlers(false);
        SDK.addHandler(new SLF4JBridgeHandler());
    }

    private final SdkTracerProvider provider;

    TraceExport(String endpoint, NodeId self, MeterRegistry registry) {
        CountedSpans exporter = new CountedSpans(
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(endpoint)
                        .setConnectTimeout(CONNECT)
                        .setTimeout(TIMEOUT)
                        .setCompression("gzip")
                        .build(),
                registry);
        provider = SdkTracerProvider.builder()
                // Who makes spans has chosen already.
                .setSampler(Sampler.alwaysOn())
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.of(
                                AttributeKey.stringKey("service.name"),
                                "chappe",
                                AttributeKey.stringKey("service.instance.id"),
                                self.value()))))
                .addSpanProcessor(exporter.counter())
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setMaxQueueSize(MOST_WAITING)
                        .setScheduleDelay(DELAY)
                        .setExporterTimeout(TIMEOUT)
                        .build())
                .build();
    }

    Tracer tracer() {
        return provider.get("io.chappe.calls");
    }

    /** Sends what it has, if that does not take long. */
    Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        provider.shutdown().whenComplete(closed::tryComplete);
        return closed.future().timeout(CLOSE_S, TimeUnit.SECONDS).otherwiseEmpty();
    }
}
