package io.chappe.core.bus;

import io.chappe.core.model.TenantId;

/**
 * What one gateway has of a tenant.
 *
 * @param sessions that it holds
 * @param connects that its clients ask for in a second, taken or not
 * @param messages the same
 * @param bytes the same, with what is sent for them
 */
public record TenantUsage(TenantId tenant, long sessions, long connects, long messages, long bytes) {
    /** So that sums over all gateways stay numbers. */
    public static final long MOST = 1L << 48;

    public TenantUsage {
        requireCount(sessions);
        requireCount(connects);
        requireCount(messages);
        requireCount(bytes);
    }

    private static void requireCount(long count) {
        if (count < 0 || count > MOST) {
            throw new IllegalArgumentException("a usage of " + count);
        }
    }

    void write(WireWriter out) {
        out.text(tenant.value())
                .number(sessions)
                .number(connects)
                .number(messages)
                .number(bytes);
    }

    static TenantUsage read(WireReader in) {
        return new TenantUsage(new TenantId(in.text()), in.number(), in.number(), in.number(), in.number());
    }
}
