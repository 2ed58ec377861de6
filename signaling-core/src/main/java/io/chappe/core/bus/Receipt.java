package io.chappe.core.bus;

import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.vertx.core.buffer.Buffer;

/**
 * A client has acknowledged a signal; on its way to the gateway of the signal's sender. Stamped by the gateway of the one
 * who acknowledges, never by a client.
 *
 * @param from who acknowledges
 * @param fromGeneration of its session
 * @param to the sender of the signal
 * @param id of the signal
 */
public record Receipt(TenantId tenant, SessionId from, long fromGeneration, SessionId to, long id)
        implements GatewayMessage {
    static final int KIND = 4;

    @Override
    public Buffer encode() {
        return Wire.begin(KIND, 128)
                .text(tenant.value())
                .text(from.value())
                .number(fromGeneration)
                .text(to.value())
                .number(id)
                .toBuffer();
    }

    static Receipt decode(WireReader in) {
        return new Receipt(new TenantId(in.text()), Wire.session(in), in.number(), Wire.session(in), in.number());
    }
}
