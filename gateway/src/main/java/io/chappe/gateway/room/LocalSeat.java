package io.chappe.gateway.room;

import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.Entry;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomKey;

/**
 * A session of this gateway in one room.
 *
 * @param sequence of its coming: a leave that is known to the room service and came after it wins
 */
record LocalSeat(LocalMember member, long sequence) {
    /**
     * @param hasCopy whether this gateway knows the room
     */
    RoomRequest.Join join(RoomKey room, NodeLife home, RawJson meta, Entry entry, boolean hasCopy) {
        return new RoomRequest.Join(
                room, member.id(), member.peer(), home, member.generation(), sequence, meta, entry, hasCopy);
    }

    RoomRequest.Move move(RoomKey room, NodeLife home, boolean hasCopy) {
        return new RoomRequest.Move(room, member.id(), member.peer(), home, member.generation(), hasCopy);
    }

    /** As it is to be in the room, from which it has kept what it said and how it stood. */
    RoomRequest.HeldSeat held(Member known) {
        return new RoomRequest.HeldSeat(
                member.id(),
                member.peer(),
                member.generation(),
                sequence,
                member.state(),
                known.meta(),
                known.standing());
    }

    /** Whether it is shown as it is. */
    boolean isRightly(Member shown, NodeLife home) {
        return shown.generation() > member.generation()
                || (shown.generation() == member.generation()
                        && shown.home().equals(home)
                        && shown.state() == member.state());
    }

    RoomRequest.Leave leave(RoomKey room, NodeLife home, LeaveReason reason) {
        return new RoomRequest.Leave(room, member.id(), member.peer(), home, member.generation(), sequence, reason);
    }
}
