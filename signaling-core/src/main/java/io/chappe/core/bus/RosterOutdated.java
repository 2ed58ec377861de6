package io.chappe.core.bus;

import io.chappe.core.model.RoomKey;
import io.vertx.core.buffer.Buffer;

/**
 * A room has changed by more than a message holds: whoever has an older copy fetches it anew. In the place of a
 * {@link RosterEvent}.
 */
public record RosterOutdated(RoomKey room, long version) implements GatewayMessage {
    static final int KIND = 11;

    @Override
    public Buffer encode() {
        WireWriter out = Wire.begin(KIND, 64);
        Wire.room(out, room);
        return out.number(version).toBuffer();
    }

    static RosterOutdated decode(WireReader in) {
        return new RosterOutdated(Wire.room(in), in.number());
    }
}
