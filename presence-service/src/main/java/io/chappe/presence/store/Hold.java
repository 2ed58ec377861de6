package io.chappe.presence.store;

import io.chappe.core.bus.Wire;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.NodeLife;

/**
 * One line in the record of what a node's life holds. Every member, session and watch stands on a hold of its own, which
 * is written before it and removed after it. Because no two attempts share one, nobody can remove the hold that a
 * concurrent attempt relies on.
 *
 * @param id random
 */
public record Hold(NodeLife life, long id) {
    public static void write(WireWriter out, Hold hold) {
        Wire.life(out, hold.life);
        out.fixed64(hold.id);
    }

    public static Hold read(WireReader in) {
        return new Hold(Wire.life(in), in.fixed64());
    }
}
