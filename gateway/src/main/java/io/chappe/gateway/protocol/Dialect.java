package io.chappe.gateway.protocol;

import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.PeerPresence;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterNews;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.WaitingPlace;
import java.util.List;

/**
 * How a protocol says what is told to many, so that it is encoded once for all of them. One instance a protocol, without
 * state; called from any event loop.
 */
public interface Dialect {
    byte[] signal(Envelope envelope);

    byte[] membersChanged(RoomId room, RosterNews news);

    /** What a room's members see of its rules: its lock, and its metadata. */
    byte[] rulesChanged(RoomId room, long version, RoomRules rules);

    /** For a session that was let in from the lobby. */
    byte[] joined(RoomId room, Roster roster, SessionId self);

    /** For a session that was taken out. */
    byte[] left(RoomId room, LeaveReason reason);

    /** For a session that was called to another room, and has gone. */
    byte[] moved(RoomId room, RoomId to);

    /** For a session in the lobby. */
    byte[] waiting(RoomId room, WaitingPlace place);

    /** For moderators. */
    byte[] lobby(RoomId room, List<Member> waiting);

    byte[] presence(PeerId peer, PeerPresence presence);

    /** For a client that is to go to another gateway. */
    byte[] goAway(GoAway notice);
}
