package io.chappe.gateway.protocol.chappe;

import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.PeerPresence;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.protocol.ServerFrames;
import io.chappe.gateway.protocol.Dialect;

/** What the native protocol tells to many. */
final class NativeDialect implements Dialect {
    static final Dialect INSTANCE = new NativeDialect();

    private NativeDialect() {}

    @Override
    public byte[] signal(Envelope envelope) {
        return ServerFrames.signal(envelope);
    }

    @Override
    public byte[] membersChanged(RoomId room, RosterDelta delta) {
        return ServerFrames.membersChanged(room, delta);
    }

    @Override
    public byte[] presence(PeerId peer, PeerPresence presence) {
        return ServerFrames.presence(peer, presence);
    }
}
