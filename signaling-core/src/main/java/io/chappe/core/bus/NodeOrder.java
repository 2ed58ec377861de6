package io.chappe.core.bus;

import io.vertx.core.buffer.Buffer;

/**
 * What an administrator tells one gateway, by {@link BusAddresses#orders}. Answer: a {@link DrainProgress}. To be told twice is
 * to be told once, but for a share.
 *
 * @param permille of its clients that a {@link Action#REBALANCE} sends away, 1 to 1,000; 0 otherwise
 */
public record NodeOrder(Action action, int permille) {
    private static final int KIND = 1;
    private static final int ALL = 1_000;

    /** What is to be done. */
    public enum Action {
        /** Take nobody new, and send all clients to other gateways. */
        DRAIN,
        /** Take clients again. */
        UNDO,
        /** Send a share of the clients to other gateways. */
        REBALANCE
    }

    public NodeOrder {
        boolean isShare = action == Action.REBALANCE;
        if (permille < (isShare ? 1 : 0) || permille > (isShare ? ALL : 0)) {
            throw new IllegalArgumentException("a share of " + permille);
        }
    }

    /** One that is about all clients. */
    public static NodeOrder of(Action action) {
        return new NodeOrder(action, 0);
    }

    public double share() {
        return (double) permille / ALL;
    }

    public Buffer encode() {
        return Wire.begin(KIND, 32).text(action.name()).number(permille).toBuffer();
    }

    /** Reads what {@link #encode} wrote, or throws {@link WireException}. */
    public static NodeOrder decode(Buffer buffer) {
        WireReader in = new WireReader(buffer);
        Wire.require(KIND, Wire.kind(in));
        return Wire.checked(in, () -> new NodeOrder(Action.valueOf(in.text()), in.count()));
    }
}
