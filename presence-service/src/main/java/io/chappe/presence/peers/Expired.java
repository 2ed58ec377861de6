package io.chappe.presence.peers;

import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.SessionId;
import io.chappe.presence.store.SessionRecord;
import java.util.stream.Stream;

/** A session whose window has ended, and that is still to be taken out of its rooms and of the store. */
public record Expired(PeerKey peer, SessionId session, SessionRecord record) {
    public boolean isIn(RoomKey room) {
        return room.tenant().equals(peer.tenant()) && record.rooms().containsKey(room.room());
    }

    Stream<RoomKey> rooms() {
        return record.rooms().keySet().stream().map(room -> new RoomKey(peer.tenant(), room));
    }
}
