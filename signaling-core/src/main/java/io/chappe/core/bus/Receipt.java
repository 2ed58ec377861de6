package io.chappe.core.bus;

import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;

/**
 * A client has acknowledged a signal; on its way to the gateway of the signal's sender. Stamped by the gateway of the one
 * who acknowledges, never by a client.
 *
 * @param from who acknowledges
 * @param fromGeneration of its session
 * @param to the sender of the signal
 * @param id of the signal
 */
public record Receipt(TenantId tenant, SessionId from, long fromGeneration, SessionId to, long id) {
    /** About so many bytes on the wire. */
    public static final int SIZE = 128;

    void write(WireWriter out) {
        out.text(tenant.value())
                .text(from.value())
                .number(fromGeneration)
                .text(to.value())
                .number(id);
    }

    static Receipt read(WireReader in) {
        return new Receipt(new TenantId(in.text()), Wire.session(in), in.number(), Wire.session(in), in.number());
    }
}
