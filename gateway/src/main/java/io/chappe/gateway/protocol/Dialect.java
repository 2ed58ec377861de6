package io.chappe.gateway.protocol;

import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.PeerPresence;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RosterDelta;

/**
 * How a protocol says what is told to many, so that it is encoded once for all of them. One instance a protocol, without
 * state; called from any event loop.
 */
public interface Dialect {
    byte[] signal(Envelope envelope);

    byte[] membersChanged(RoomId room, RosterDelta delta);

    byte[] presence(PeerId peer, PeerPresence presence);

    /** For a client that is to go to another gateway. */
    byte[] goAway(GoAway notice);
}
