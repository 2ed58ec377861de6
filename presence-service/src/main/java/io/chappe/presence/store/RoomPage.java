package io.chappe.presence.store;

import io.chappe.core.model.RoomId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of a tenant's rooms, in the order of their names' UTF-8 bytes.
 *
 * @param next behind which the next page begins, also if there are fewer rooms here than were asked for; null where there is
 *     nothing more
 */
public record RoomPage(List<RoomSummary> rooms, @Nullable RoomId next) {
    /** So many rooms a page. */
    public static final int MOST = 200;

    public RoomPage {
        rooms = List.copyOf(rooms);
    }
}
