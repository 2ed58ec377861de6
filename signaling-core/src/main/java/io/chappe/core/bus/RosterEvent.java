package io.chappe.core.bus;

import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RosterDelta;
import io.vertx.core.buffer.Buffer;

/** A room has changed; sent once to each node that has members of it. */
public record RosterEvent(RoomKey room, RosterDelta delta) implements GatewayMessage {
    static final int KIND = 2;

    @Override
    public Buffer encode() {
        WireWriter out = Wire.begin(KIND, 256);
        Wire.room(out, room);
        RosterWire.delta(out, delta);
        return out.toBuffer();
    }

    static RosterEvent decode(WireReader in) {
        return new RosterEvent(Wire.room(in), RosterWire.delta(in));
    }
}
