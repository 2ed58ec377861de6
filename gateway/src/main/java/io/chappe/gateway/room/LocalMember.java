package io.chappe.gateway.room;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.protocol.Dialect;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** A session of this gateway, as a room sees it. */
public interface LocalMember {
    TenantId tenant();

    PeerId peer();

    SessionId id();

    /** Of the session, as this gateway holds it. */
    long generation();

    /** As its rooms are to see it. From any thread. */
    MemberState state();

    /**
     * Looks whether this gateway has the session still: a record of it that the store has lost is put back, with its seats;
     * when another gateway has it, it ends here. From any thread.
     */
    Future<Void> reclaim();

    /** Whether it moderates a room, by what its client may do now. From any thread. */
    boolean moderates(RoomId room);

    /** Where what is below is to be called. */
    EventLoop loop();

    Dialect dialect();

    /**
     * Takes a signal that some member of a room sent; never fails.
     *
     * @param frame what all receivers of the signal share; null for one that is for this member alone
     */
    Future<Delivery> receive(Envelope envelope, byte @Nullable [] frame);

    /** Takes what happens in its rooms. */
    RoomListener listener();
}
