package io.chappe.presence.store;

import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomKey;

/** Where a node's life may have left something that must be swept when it ends. */
public sealed interface Place {
    /** A room with members from that life. */
    record Room(RoomKey key) implements Place {}

    /** A peer with sessions or watches from that life. */
    record Peer(PeerKey key) implements Place {}
}
