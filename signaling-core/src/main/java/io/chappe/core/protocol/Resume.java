package io.chappe.core.protocol;

import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;
import java.util.Map;

/**
 * What a client shows to go on with a session.
 *
 * @param secret as the session's first welcome gave it
 * @param rooms that the client has, with the version of each that it knows
 */
public record Resume(SessionId session, String secret, Map<RoomId, Long> rooms) {
    public Resume {
        rooms = Map.copyOf(rooms);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Resume[session=" + session + ", rooms=" + rooms + "]";
    }
}
