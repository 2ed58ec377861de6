package io.chappe.gateway.room;

import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.WaitingPlace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to a session in its rooms, and in their lobbies; in the order in which it happens. */
public interface RoomListener {
    /**
     * The room's roster has changed.
     *
     * @param frames that tell of it; none where it concerns nobody of whom clients are told
     */
    void changed(RoomId room, long version, List<byte[]> frames);

    /**
     * The room has another number of members, at a version of which {@link #changed} has told.
     *
     * @param frame that says so
     */
    void counted(RoomId room, long version, byte[] frame);

    /** It was let in from the room's lobby. */
    void admitted(RoomId room, Roster roster);

    /** It waits in the room's lobby. */
    void waits(RoomId room, WaitingPlace place);

    /** It is in the room, or waits there, and is called to another one. */
    void called(RoomId room);

    /**
     * Somebody whom it has called to another room is gone, or does not go.
     *
     * @param left why it is gone, as far as known; null if it is not
     */
    void answered(RoomId room, SessionId called, @Nullable LeaveReason left);

    /** Others wait, which concerns moderators. */
    void lobbyChanged(RoomId room, byte[] frame);

    /** A moderator has taken it out of the room, or of its lobby. */
    void removed(RoomId room, LeaveReason reason);
}
