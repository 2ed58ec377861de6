package io.chappe.presence.store;

/**
 * What a tenant has used in some time.
 *
 * @param connectedMs of all its sessions together
 * @param messages of its clients
 * @param bytes of those
 * @param peak the most sessions at a time
 */
public record Usage(long connectedMs, long messages, long bytes, long peak) {
    static final Usage NONE = new Usage(0, 0, 0, 0);

    Usage plus(Usage more) {
        return new Usage(
                connectedMs + more.connectedMs,
                messages + more.messages,
                bytes + more.bytes,
                Math.max(peak, more.peak));
    }
}
