package io.chappe.core.routing;

import io.chappe.core.model.PeerId;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Who sends a signal: as its session is, never as its client says. On the session's event loop. */
public interface Sender {
    TenantId tenant();

    PeerId peer();

    SessionId id();

    /** One more at each take-over by a gateway. */
    long generation();

    /** Whether its client may send signals of that kind. */
    boolean mayPublish(String kind);

    /** The rooms of which this session is a member. */
    Collection<? extends JoinedRoom> joinedRooms();

    /** One of them, or null if it is not a member there. */
    @Nullable JoinedRoom joinedRoom(RoomId room);

    /** The targets that are being looked for. */
    Detours detours();

    /** Runs a task on this sender's event loop: at once for a caller on it. */
    void run(Runnable task);
}
