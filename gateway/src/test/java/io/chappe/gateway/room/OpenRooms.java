package io.chappe.gateway.room;

import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RoomRules;

/** Nothing is set for the rooms. */
public enum OpenRooms implements RoomSettings {
    SETTINGS;

    @Override
    public RoomRules rules(RoomKey room) {
        return RoomRules.OPEN;
    }

    @Override
    public long opensInMs(RoomKey room) {
        return 0;
    }
}
