package io.chappe.gateway.room;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.PeerPresence;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RosterDelta;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.protocol.Dialect;
import io.chappe.gateway.protocol.GoAway;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A session whose client is told nothing, and whose record is always there.
 *
 * @param reclaimed how often it was looked for
 */
public record TestMember(SessionId id, long generation, EventLoop loop, AtomicInteger reclaimed)
        implements LocalMember {
    public static final TenantId TENANT = new TenantId("acme");

    private enum Silent implements Dialect {
        DIALECT;

        private static final byte[] NOTHING = {};

        @Override
        public byte[] signal(Envelope envelope) {
            return NOTHING;
        }

        @Override
        public byte[] membersChanged(RoomId room, RosterDelta delta) {
            return NOTHING;
        }

        @Override
        public byte[] presence(PeerId peer, PeerPresence presence) {
            return NOTHING;
        }

        @Override
        public byte[] goAway(GoAway notice) {
            return NOTHING;
        }
    }

    public static TestMember of(String session, long generation, EventLoop loop) {
        return new TestMember(new SessionId(session), generation, loop, new AtomicInteger());
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
        return Silent.DIALECT;
    }

    @Override
    public Future<Delivery> receive(Envelope envelope, byte @Nullable [] frame) {
        return Future.succeededFuture(Delivery.NONE);
    }

    @Override
    public void roomChanged(RoomId room, long version, byte[] frame) {}
}
