package io.chappe.core.routing;

import io.chappe.core.model.RoomId;
import io.chappe.core.model.Roster;

/** A room as one of its members sees it. */
public interface JoinedRoom {
    RoomId room();

    /** The version at which this member came. */
    long joinVersion();

    /** When it came, by this gateway's clock in ms since 1970; 0 if it came while another gateway had its session. */
    long joinedAt();

    /** The room's members, as this node knows them now; may be asked from any thread. */
    Roster roster();
}
