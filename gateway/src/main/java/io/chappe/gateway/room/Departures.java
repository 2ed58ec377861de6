package io.chappe.gateway.room;

import io.chappe.core.bus.RoomAnswer;
import io.chappe.core.bus.RoomRequest;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RosterDelta;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** Tells the room services of those who are not here any more, with nobody waiting for it. From any event loop. */
final class Departures {
    private final RoomServices services;
    private final LongSupplier sequence;
    private final RosterMeters meters;
    private final BiConsumer<RoomKey, RosterDelta> changed;

    /**
     * @param changed takes what a departure has changed, on any thread
     */
    Departures(
            RoomServices services,
            LongSupplier sequence,
            RosterMeters meters,
            BiConsumer<RoomKey, RosterDelta> changed) {
        this.services = services;
        this.sequence = sequence;
        this.meters = meters;
        this.changed = changed;
    }

    /** A session that was here has left. */
    void say(LocalSeat seat, RoomKey room, LeaveReason reason) {
        NodeLife home = services.home();
        if (home != null) {
            say(seat.leave(room, home, reason));
        }
    }

    /** A member that is said to be here is not. */
    void disown(RoomKey room, Member member) {
        meters.mend();
        say(new RoomRequest.Leave(
                room,
                member.session(),
                member.peer(),
                member.home(),
                member.generation(),
                sequence.getAsLong(),
                LeaveReason.LOST));
    }

    private void say(RoomRequest.Leave leave) {
        services.farewell(leave, answer -> {
            // No change is no news: fetching it could find what is to be mended, and say it again without end.
            if (answer instanceof RoomAnswer.Changed change && change.delta() != null) {
                changed.accept(leave.room(), change.delta());
            }
        });
    }
}
