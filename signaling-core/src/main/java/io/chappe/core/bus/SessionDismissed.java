package io.chappe.core.bus;

import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.vertx.core.buffer.Buffer;

/**
 * An administrator has ended a session. Answer: {@link #HEARD}. Whoever misses this
 * learns it when it next asks the store about the session: to join, after its socket is lost, or to put it back.
 *
 * @param generation of the session; one who knows a higher one ignores this
 */
public record SessionDismissed(TenantId tenant, SessionId session, long generation) implements GatewayMessage {
    public static final Buffer HEARD = Buffer.buffer(new byte[0]);

    static final int KIND = 12;

    @Override
    public Buffer encode() {
        return Wire.begin(KIND, 96)
                .text(tenant.value())
                .text(session.value())
                .number(generation)
                .toBuffer();
    }

    static SessionDismissed decode(WireReader in) {
        return new SessionDismissed(new TenantId(in.text()), Wire.session(in), in.number());
    }
}
