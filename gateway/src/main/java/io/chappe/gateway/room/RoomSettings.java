package io.chappe.gateway.room;

import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RoomRules;

/** What tenants have set for their rooms. From any thread. */
public interface RoomSettings {
    /** How a room begins. */
    RoomRules rules(RoomKey room);

    /** In how many ms to ask again whether a room has opened for those who do not moderate it; 0 for one that is open. */
    long opensInMs(RoomKey room);
}
