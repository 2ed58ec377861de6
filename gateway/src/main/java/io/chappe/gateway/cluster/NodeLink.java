package io.chappe.gateway.cluster;

import io.chappe.core.model.TenantId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes are under way to one node: bounded in all, and for each tenant, so that a stalled node costs no heap and
 * one tenant's flood no other tenant's signals. From any thread.
 *
 * <p>What has had no answer for 2 to 4 s is not counted any more: it waits at its target, or was lost with its connection,
 * and must not keep others from one that is there again. The bus gives a silent connection up after 11 s, so that it has
 * swallowed six times as much at most.
 */
final class NodeLink {
    static final long MAX_BYTES = 4L << 20;
    static final long MAX_TENANT_BYTES = MAX_BYTES / 4;
    static final long SPAN_NS = TimeUnit.SECONDS.toNanos(2);

    /** What was sent in one span of time. */
    private static final class Span {
        private final long begin;
        private final AtomicLong all = new AtomicLong();
        private final Map<TenantId, AtomicLong> byTenant = new ConcurrentHashMap<>();

        Span(long begin) {
            this.begin = begin;
        }

        AtomicLong of(TenantId tenant) {
            return byTenant.computeIfAbsent(tenant, absent -> new AtomicLong());
        }

        long bytesOf(TenantId tenant) {
            AtomicLong share = byTenant.get(tenant);
            return share == null ? 0 : share.get();
        }
    }

    private record Spans(Span before, Span now) {}

    /** Room on the link that is taken until it is released. */
    static final class Share {
        private final Span span;
        private final TenantId tenant;
        private final int bytes;

        private Share(Span span, TenantId tenant, int bytes) {
            this.span = span;
            this.tenant = tenant;
            this.bytes = bytes;
        }

        /** To be called once. */
        void release() {
            span.all.addAndGet(-bytes);
            span.of(tenant).addAndGet(-bytes);
        }
    }

    private final LongSupplier clock;
    private volatile Spans spans;

    /**
     * @param clock monotonic, in ns
     */
    NodeLink(LongSupplier clock) {
        this.clock = clock;
        long now = clock.getAsLong();
        this.spans = new Spans(new Span(now), new Span(now));
    }

    /** Takes room for so many bytes; null if there is none. */
    @Nullable Share reserve(TenantId tenant, int bytes) {
        Spans current = current();
        Span span = current.now();
        if (span.of(tenant).addAndGet(bytes) + current.before().bytesOf(tenant) > MAX_TENANT_BYTES) {
            span.of(tenant).addAndGet(-bytes);
            return null;
        }
        if (span.all.addAndGet(bytes) + current.before().all.get() > MAX_BYTES) {
            span.all.addAndGet(-bytes);
            span.of(tenant).addAndGet(-bytes);
            return null;
        }
        return new Share(span, tenant, bytes);
    }

    private Spans current() {
        long now = clock.getAsLong();
        return now - spans.now().begin < SPAN_NS ? spans : next(now);
    }

    private synchronized Spans next(long now) {
        Spans last = spans;
        if (now - last.now().begin >= SPAN_NS) {
            boolean isLongAgo = now - last.now().begin >= 2 * SPAN_NS;
            spans = new Spans(isLongAgo ? new Span(now) : last.now(), new Span(now));
        }
        return spans;
    }

    long bytes() {
        Spans current = current();
        return current.before().all.get() + current.now().all.get();
    }
}
