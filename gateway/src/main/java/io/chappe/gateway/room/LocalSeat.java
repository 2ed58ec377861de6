package io.chappe.gateway.room;

import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomKey;

/**
 * A session of this gateway in one room.
 *
 * @param sequence of its coming: a leave that is known to the room service and came after it wins
 */
record LocalSeat(LocalMember member, long sequence) {
    RoomRequest.Join join(RoomKey room, NodeLife home, RawJson meta) {
        return new RoomRequest.Join(room, member.id(), member.peer(), home, member.generation(), sequence, meta);
    }

    RoomRequest.Leave leave(RoomKey room, NodeLife home, LeaveReason reason) {
        return new RoomRequest.Leave(room, member.id(), member.peer(), home, member.generation(), sequence, reason);
    }
}
