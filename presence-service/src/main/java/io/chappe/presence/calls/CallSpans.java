package io.chappe.presence.calls;

import io.chappe.core.bus.CallFact;
import io.chappe.core.model.TenantId;
import io.chappe.core.model.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells calls as traces of OpenTelemetry: a span for the call, and in it one for each signal, from its gateway's taking it until it
 * is known what became of it, and for each report of a client. What the caller's page traces is the parent of it all.
 */
final class CallSpans implements CallTraces.Tracer {
    /** What needs nobody's care. */
    private static final Set<String> WELL = Set.of("connected", "connected-once", "hung-up");

    /** What was so long before a call is no part of it. */
    private static final long ARRIVED_MS = 10_000;

    private final Tracer tracer;

    CallSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public void tell(TenantId tenant, CallStory story) {
        List<NotedFact> facts = story.facts();
        long begun = facts.stream().mapToLong(CallSpans::begin).min().orElseThrow();
        Optional<SpanContext> caller = contextOf(facts, story.caller());
        SpanBuilder builder = tracer.spanBuilder("call")
                .setSpanKind(SpanKind.SERVER)
                .setParent(caller.map(Span::wrap).map(Context.root()::with).orElse(Context.root()))
                .setStartTimestamp(begun, TimeUnit.MILLISECONDS);
        story.sides().stream()
                .map(side -> contextOf(facts, side))
                .flatMap(Optional::stream)
                .filter(context -> !context.equals(caller.orElse(null)))
                .forEach(builder::addLink);
        Span call = builder.startSpan();
        describe(call, tenant, story);
        Context within = Context.root().with(call);
        story.withArrivals().stream()
                .filter(noted -> begin(noted) >= begun - ARRIVED_MS)
                .forEach(noted -> tell(within, noted));
        call.end(facts.stream().mapToLong(CallSpans::end).max().orElseThrow(), TimeUnit.MILLISECONDS);
    }

    private static void describe(Span call, TenantId tenant, CallStory story) {
        CallFact first = story.facts().get(0).fact();
        CallVerdict verdict = CallVerdict.of(story);
        call.setAttribute("chappe.tenant", tenant.value())
                .setAttribute("chappe.room", first.room().value())
                .setAttribute("chappe.pair", NotedFact.pair(first))
                .setAttribute("chappe.call.verdict", verdict.code())
                .setAttribute("chappe.call.glare", story.isGlare());
        CallSide caller = story.caller();
        if (caller != null) {
            call.setAttribute("chappe.call.caller", caller.name())
                    .setAttribute("chappe.call.callee", story.other(caller).name());
        }
        if (!WELL.contains(verdict.code())) {
            call.setStatus(StatusCode.ERROR, verdict.words());
        }
    }

    private void tell(Context call, NotedFact noted) {
        CallFact fact = noted.fact();
        Span span = tracer.spanBuilder(name(fact))
                .setParent(call)
                .setStartTimestamp(begin(noted), TimeUnit.MILLISECONDS)
                .startSpan()
                .setAttribute("chappe.gateway", noted.node())
                .setAttribute("chappe.peer", fact.from().peer().value())
                .setAttribute("chappe.session", fact.from().session().value());
        if (fact.kind().equals(CallFact.REPORT)) {
            describe(span, Reported.of(fact.detail()));
        } else if (!fact.detail().isEmpty()) {
            span.setAttribute("chappe.candidate", fact.detail());
        }
        if (!fact.outcome().isEmpty()) {
            span.setStatus(StatusCode.ERROR, fact.outcome());
        }
        span.end(end(noted), TimeUnit.MILLISECONDS);
    }

    private static void describe(Span span, Reported reported) {
        put(span, "chappe.ice.state", reported.state());
        put(span, "chappe.ice.local", reported.local());
        put(span, "chappe.ice.remote", reported.remote());
        put(span, "chappe.ice.protocol", reported.protocol());
        if (reported.iceError() != null) {
            span.setAttribute("chappe.ice.error", reported.iceError());
        }
    }

    private static void put(Span span, String name, @Nullable String value) {
        if (value != null) {
            span.setAttribute(name, value);
        }
    }

    /** A report of how long something took is a span of that. */
    private static String name(CallFact fact) {
        if (!fact.kind().equals(CallFact.REPORT)) {
            return fact.kind();
        }
        Reported reported = Reported.of(fact.detail());
        if (reported.mediaMs() != null) {
            return "media";
        }
        return reported.connectedMs() != null ? "connect" : CallFact.REPORT;
    }

    private static long begin(NotedFact noted) {
        CallFact fact = noted.fact();
        return fact.kind().equals(CallFact.REPORT) ? fact.at() - took(Reported.of(fact.detail())) : fact.at();
    }

    private static long took(Reported reported) {
        long took = reported.mediaMs() != null
                ? reported.mediaMs()
                : reported.connectedMs() != null ? reported.connectedMs() : 0;
        // As a client says it: nothing that is traced is longer.
        return Math.min(took, CallTraces.LONGEST_MS);
    }

    private static long end(NotedFact noted) {
        return noted.fact().at() + noted.fact().tookMs();
    }

    private static Optional<SpanContext> contextOf(List<NotedFact> facts, @Nullable CallSide side) {
        return facts.stream()
                .map(NotedFact::fact)
                .filter(fact -> side != null
                        && fact.from().session().equals(side.who.session())
                        && !fact.traceparent().isEmpty())
                .findFirst()
                .flatMap(fact -> TraceContext.parse(fact.traceparent()))
                .map(context -> SpanContext.createFromRemoteParent(
                        context.traceId(),
                        context.spanId(),
                        context.isSampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                        TraceState.getDefault()));
    }
}
