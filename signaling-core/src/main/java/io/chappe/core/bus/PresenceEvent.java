package io.chappe.core.bus;

import io.chappe.core.model.PeerKey;
import io.vertx.core.buffer.Buffer;

/** A watched peer's presence has changed; sent once to each node that watches it. */
public record PresenceEvent(PeerKey peer, PeerPresence presence) implements GatewayMessage {
    static final int KIND = 3;

    @Override
    public Buffer encode() {
        WireWriter out = Wire.begin(KIND, 128);
        Wire.peer(out, peer);
        presence.write(out);
        return out.toBuffer();
    }

    static PresenceEvent decode(WireReader in) {
        return new PresenceEvent(Wire.peer(in), PeerPresence.read(in));
    }
}
