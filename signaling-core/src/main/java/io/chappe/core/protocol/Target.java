package io.chappe.core.protocol;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;

/** Whom a signal is for. */
public sealed interface Target {
    record ToSession(SessionId session) implements Target {}

    /** All sessions of a peer but the sender's own. */
    record ToPeer(PeerId peer) implements Target {}

    /** All members of a room but the sender. */
    record ToRoom(RoomId room) implements Target {}
}
