package io.chappe.core.bus;

import io.vertx.core.buffer.Buffer;

/**
 * How far a gateway is that sends its clients away.
 *
 * @param state {@code idle}, {@code draining} or {@code rebalancing}
 * @param ending whether its process ends, so that nothing of it can be undone
 * @param sessions that are there
 * @param untold of them
 * @param remainingMs until the deadline
 */
public record DrainProgress(String state, boolean ending, long sessions, long untold, long remainingMs) {
    private static final int KIND = 1;

    public Buffer encode() {
        return Wire.begin(KIND, 64)
                .text(state)
                .octet(ending ? 1 : 0)
                .number(sessions)
                .number(untold)
                .number(remainingMs)
                .toBuffer();
    }

    /** Reads what {@link #encode} wrote, or throws {@link WireException}. */
    public static DrainProgress decode(Buffer buffer) {
        WireReader in = new WireReader(buffer);
        Wire.require(KIND, Wire.kind(in));
        return Wire.checked(
                in, () -> new DrainProgress(in.text(), Wire.flag(in), in.number(), in.number(), in.number()));
    }
}
