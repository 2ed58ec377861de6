package io.chappe.gateway.room;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RosterStamp;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The room services, as this gateway reaches them. From any event loop; the answers come on any. */
public interface RoomServices {
    /** This node's life as of now, or null while it has no lease. */
    @Nullable NodeLife home();

    /**
     * Asks the service that answers for a room, and the next one if it does not.
     *
     * @return the answer, or a {@link RefusedException} when nothing was done or nobody knows
     */
    Future<RoomAnswer> ask(RoomKey room, RoomRequest request);

    /**
     * Says that a session has left, and does not give up before it has been heard.
     *
     * @param heard takes the answer: what a gateway has changed itself it is told in no other way
     */
    void farewell(RoomRequest.Leave leave, Consumer<RoomAnswer> heard);

    /** Which of these copies are not the store's; those of a service that does not answer count as equal. */
    Future<List<RoomKey>> differing(Map<RoomKey, RosterStamp> copies);
}
