package io.chappe.gateway.cluster;

import io.chappe.core.model.TenantId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes are under way to one node: bounded in all, and for each tenant, so that a stalled node costs no heap and
 * one tenant's flood no other tenant's signals. From any thread.
 */
final class NodeLink {
    static final long MAX_BYTES = 4L << 20;
    static final long MAX_TENANT_BYTES = MAX_BYTES / 4;

    private final AtomicLong all = new AtomicLong();
    private final Map<TenantId, AtomicLong> byTenant = new ConcurrentHashMap<>();

    /** Whether there is room for so many bytes more; if so, they are taken until {@link #release}. */
    boolean reserve(TenantId tenant, int bytes) {
        AtomicLong share = byTenant.computeIfAbsent(tenant, absent -> new AtomicLong());
        if (!take(share, bytes, MAX_TENANT_BYTES)) {
            return false;
        }
        if (!take(all, bytes, MAX_BYTES)) {
            share.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    private static boolean take(AtomicLong taken, int bytes, long limit) {
        if (taken.addAndGet(bytes) > limit) {
            taken.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void release(TenantId tenant, int bytes) {
        all.addAndGet(-bytes);
        AtomicLong share = byTenant.get(tenant);
        if (share != null) {
            share.addAndGet(-bytes);
        }
    }

    long bytes() {
        return all.get();
    }
}
