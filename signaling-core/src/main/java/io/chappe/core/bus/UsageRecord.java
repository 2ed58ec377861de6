package io.chappe.core.bus;

import io.chappe.core.model.TenantId;

/**
 * What a tenant has used of one gateway since the gateway said so last.
 *
 * @param connectedMs of all its sessions together
 * @param messages of its clients
 * @param bytes of those
 * @param sessions that it had there at most at a time
 */
public record UsageRecord(TenantId tenant, long connectedMs, long messages, long bytes, long sessions) {
    public UsageRecord {
        requireCount(connectedMs);
        requireCount(messages);
        requireCount(bytes);
        requireCount(sessions);
    }

    private static void requireCount(long count) {
        if (count < 0 || count > TenantUsage.MOST) {
            throw new IllegalArgumentException("a usage of " + count);
        }
    }

    void write(WireWriter out) {
        out.text(tenant.value())
                .number(connectedMs)
                .number(messages)
                .number(bytes)
                .number(sessions);
    }

    static UsageRecord read(WireReader in) {
        return new UsageRecord(new TenantId(in.text()), in.number(), in.number(), in.number(), in.number());
    }
}
