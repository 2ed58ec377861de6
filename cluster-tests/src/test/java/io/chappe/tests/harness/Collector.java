package io.chappe.tests.harness;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** Takes spans as a collector of OpenTelemetry does: OTLP over HTTP, as protocol buffers. On a free port of loopback. */
public final class Collector implements AutoCloseable {
    /** A span, and the process that has sent it. */
    public record Taken(String instance, Span span) {
        public String trace() {
            return HexFormat.of().formatHex(span.getTraceId().toByteArray());
        }

        public String parent() {
            return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
        }

        public String id() {
            return HexFormat.of().formatHex(span.getSpanId().toByteArray());
        }

        /** Of the span's attributes; empty for none. */
        public String attribute(String name) {
            return span.getAttributesList().stream()
                    .filter(attribute -> attribute.getKey().equals(name))
                    .map(attribute -> attribute.getValue().getStringValue())
                    .findFirst()
                    .orElse("");
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final List<Taken> taken = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile int status = 200;

    public Collector() {
        server = vertx.createHttpServer()
                .requestHandler(this::take)
                .listen(0, "127.0.0.1")
                .await();
    }

    private void take(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            if (status == 200) {
                try {
                    ExportTraceServiceRequest.parseFrom(new GZIPInputStream(new ByteArrayInputStream(body.getBytes())))
                            .getResourceSpansList()
                            .forEach(this::take);
                } catch (IOException e) {
                    request.response().setStatusCode(400).end();
                    return;
                }
            }
            request.response().setStatusCode(status).end();
        });
    }

    private void take(ResourceSpans spans) {
        String instance = spans.getResource().getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.instance.id"))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
        spans.getScopeSpansList()
                .forEach(scope -> scope.getSpansList().forEach(span -> taken.add(new Taken(instance, span))));
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.actualPort() + "/v1/traces";
    }

    /** From now on. */
    public void answers(int code) {
        status = code;
    }

    /** Until now. */
    public List<Taken> taken() {
        return List.copyOf(taken);
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
