package io.chappe.gateway.session;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.bus.PeerPresence;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.PeerKey;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.TenantId;
import io.chappe.core.protocol.CloseCode;
import io.chappe.core.routing.JoinedRoom;
import io.chappe.core.routing.Sender;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.protocol.Dialect;
import io.chappe.gateway.room.LocalMember;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.room.Rooms;
import io.chappe.gateway.watch.Watcher;
import io.chappe.gateway.watch.Watches;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One logical connection of a peer. Confined to its event loop: all methods are called there, and all futures complete
 * there; a failure is a {@link RefusedException}.
 */
public final class Session implements Sender, LocalMember, Watcher {
    private final SessionId id = SessionId.random();
    private final String secret = SessionId.random().value();
    private final AtomicLong sequence = new AtomicLong();
    private final PeerKey peer;
    private final EventLoop loop;
    private final Outlet outlet;
    private final Memberships memberships;
    private final WatchedPeers watched;

    Session(PeerKey peer, EventLoop loop, Outlet outlet, Rooms rooms, Watches watches) {
        this.peer = peer;
        this.loop = loop;
        this.outlet = outlet;
        this.memberships = new Memberships(this, outlet, rooms);
        this.watched = new WatchedPeers(this, peer.tenant(), watches);
    }

    @Override
    public TenantId tenant() {
        return peer.tenant();
    }

    @Override
    public PeerId peer() {
        return peer.peer();
    }

    PeerKey peerKey() {
        return peer;
    }

    @Override
    public SessionId id() {
        return id;
    }

    @Override
    public long generation() {
        return 1;
    }

    @Override
    public long nextSequence() {
        return sequence.incrementAndGet();
    }

    /** What its client shows to go on with it. */
    public String secret() {
        return secret;
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public Dialect dialect() {
        return outlet.dialect();
    }

    @Override
    public Collection<? extends JoinedRoom> joinedRooms() {
        return memberships.joined();
    }

    @Override
    public @Nullable JoinedRoom joinedRoom(RoomId room) {
        return memberships.joined(room);
    }

    /**
     * Joins a room; in a room that it is in already, that is all.
     *
     * @param written takes the roster as of the joining, before anything else of the room is written
     */
    public Future<Void> join(RoomId room, RawJson meta, Consumer<Roster> written) {
        return memberships.join(room, meta, written);
    }

    /** Leaves a room; when it fails, the session is still a member. */
    public Future<Void> leave(RoomId room) {
        return memberships.leave(room);
    }

    /** Tells the members of a room, or with null of all its rooms, something new about this session. */
    public Future<Void> update(@Nullable RoomId room, RawJson meta) {
        return memberships.update(room, meta);
    }

    /** Watches peers that share a room with this session. All or none. */
    public Future<Void> watch(List<PeerId> peers) {
        for (PeerId other : peers) {
            if (!memberships.sharesRoomWith(other)) {
                return RefusedException.future(
                        ErrorCode.NO_SUCH_PEER, "no peer '" + other + "' shares a room with this session");
            }
        }
        return watched.watch(peers);
    }

    public void unwatch(List<PeerId> peers) {
        watched.unwatch(peers);
    }

    @Override
    public Future<Delivery> receive(Envelope envelope, byte[] frame) {
        return memberships.receive(envelope, frame);
    }

    @Override
    public void roomChanged(RoomId room, long version, byte[] frame) {
        memberships.roomChanged(room, version, frame);
    }

    @Override
    public void presenceChanged(PeerKey other, PeerPresence presence) {
        if (watched.contains(other)) {
            outlet.write(outlet.dialect().presence(other.peer(), presence));
        }
    }

    /** This gateway can't hold the session any longer. */
    void close(CloseCode code) {
        outlet.close(code);
    }

    void end(LeaveReason reason) {
        memberships.end(reason);
        watched.end();
    }
}
