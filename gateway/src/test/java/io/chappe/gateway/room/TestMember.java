package io.chappe.gateway.room;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.chappe.core.model.WaitingPlace;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.protocol.Dialect;
import io.chappe.gateway.protocol.SilentDialect;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A session whose client is told nothing, and whose record is always there.
 *
 * @param reclaimed how often it was looked for
 */
public record TestMember(
        SessionId id,
        long generation,
        EventLoop loop,
        AtomicInteger reclaimed,
        RoomListener listener,
        boolean isModerator)
        implements LocalMember {
    public static final TenantId TENANT = new TenantId("acme");

    public static TestMember of(String session, long generation, EventLoop loop) {
        return new TestMember(new SessionId(session), generation, loop, new AtomicInteger(), DEAF, false);
    }

    @Override
    public TenantId tenant() {
        return TENANT;
    }

    @Override
    public PeerId peer() {
        return new PeerId("peer of " + id.value());
    }

    @Override
    public MemberState state() {
        return MemberState.ONLINE;
    }

    @Override
    public Future<Void> reclaim() {
        reclaimed.incrementAndGet();
        return Future.succeededFuture();
    }

    @Override
    public Dialect dialect() {
        return SilentDialect.INSTANCE;
    }

    @Override
    public Future<Delivery> receive(Envelope envelope, byte @Nullable [] frame) {
        return Future.succeededFuture(Delivery.NONE);
    }

    @Override
    public boolean moderates(RoomId room) {
        return isModerator;
    }

    /** The same with somebody who hears what happens. */
    TestMember hearing(RoomListener ear, boolean moderator) {
        return new TestMember(id, generation, loop, reclaimed, ear, moderator);
    }

    /** To whom nothing matters that happens in its rooms. */
    public static final RoomListener DEAF = new RoomListener() {
        @Override
        public void changed(RoomId room, long version, List<byte[]> frames) {}

        @Override
        public void counted(RoomId room, long version, byte[] frame) {}

        @Override
        public void admitted(RoomId room, Roster roster) {}

        @Override
        public void waits(RoomId room, WaitingPlace place) {}

        @Override
        public void called(RoomId room) {}

        @Override
        public void answered(RoomId room, SessionId called, @Nullable LeaveReason left) {}

        @Override
        public void lobbyChanged(RoomId room, byte[] frame) {}

        @Override
        public void removed(RoomId room, LeaveReason reason) {}
    };
}
