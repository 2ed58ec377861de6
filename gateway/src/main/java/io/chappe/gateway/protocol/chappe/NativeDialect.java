package io.chappe.gateway.protocol.chappe;

import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.PeerPresence;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.protocol.RoomFrames;
import io.chappe.core.protocol.ServerFrames;
import io.chappe.gateway.protocol.Dialect;
import io.chappe.gateway.protocol.GoAway;
import java.util.List;

/** What the native protocol tells to many. */
final class NativeDialect implements Dialect {
    private final List<String> urls;

    /**
     * @param urls where else clients find a gateway
     */
    NativeDialect(List<String> urls) {
        this.urls = List.copyOf(urls);
    }

    @Override
    public byte[] signal(Envelope envelope) {
        return ServerFrames.signal(envelope);
    }

    @Override
    public byte[] membersChanged(RoomId room, RosterDelta delta) {
        return RoomFrames.membersChanged(room, delta);
    }

    @Override
    public byte[] presence(PeerId peer, PeerPresence presence) {
        return ServerFrames.presence(peer, presence);
    }

    @Override
    public byte[] goAway(GoAway notice) {
        return ServerFrames.goAway(notice.reason(), notice.reconnectAfterMs(), notice.deadlineMs(), urls);
    }
}
