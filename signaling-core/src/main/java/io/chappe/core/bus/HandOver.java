package io.chappe.core.bus;

import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.vertx.core.buffer.Buffer;

/**
 * A gateway has taken a session over and tells the one that had it: close its socket, and give me what you hold for it.
 * Answer: {@link HeldSignals}.
 *
 * @param generation of the session since the take-over; one who knows a higher one ignores this
 */
public record HandOver(TenantId tenant, SessionId session, long generation) implements GatewayMessage {
    static final int KIND = 5;

    @Override
    public Buffer encode() {
        return Wire.begin(KIND, 96)
                .text(tenant.value())
                .text(session.value())
                .number(generation)
                .toBuffer();
    }

    static HandOver decode(WireReader in) {
        return new HandOver(new TenantId(in.text()), Wire.session(in), in.number());
    }
}
