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
import io.chappe.gateway.room.RoomView;
import io.chappe.gateway.room.Rooms;
import io.chappe.gateway.watch.Watcher;
import io.chappe.gateway.watch.Watches;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One logical connection of a peer. Confined to its event loop: all methods are called there, and all futures complete
 * there.
 */
public final class Session implements Sender, LocalMember, Watcher {
    private static final Future<Delivery> REACHED = Future.succeededFuture(Delivery.ONE);
    private static final long REFRESH_AFTER_MS = 500;
    private static final long HOLD_LIMIT_NS = 2_500_000_000L;
    private static final int MAX_ROOMS = 100;
    private static final int MAX_WATCHES = 1_000;

    private final SessionId id = SessionId.random();
    private final PeerKey peer;
    private final EventLoop loop;
    private final Outlet outlet;
    private final Rooms rooms;
    private final Watches watches;
    private final Map<RoomId, Membership> joined = new LinkedHashMap<>();
    private final Map<RoomId, Membership> joining = new LinkedHashMap<>();
    private final Set<PeerKey> watched = new HashSet<>();
    private boolean ended;

    Session(PeerKey peer, EventLoop loop, Outlet outlet, Rooms rooms, Watches watches) {
        this.peer = peer;
        this.loop = loop;
        this.outlet = outlet;
        this.rooms = rooms;
        this.watches = watches;
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
    public EventLoop loop() {
        return loop;
    }

    @Override
    public Dialect dialect() {
        return outlet.dialect();
    }

    @Override
    public Collection<? extends JoinedRoom> joinedRooms() {
        return joined.values();
    }

    @Override
    public @Nullable JoinedRoom joinedRoom(RoomId room) {
        return joined.get(room);
    }

    /**
     * Joins a room; in a room that it is in already, that is all.
     *
     * @param written takes the roster as of the joining, before anything else of the room is written
     * @return done, or a {@link RefusedException}
     */
    public Future<Void> join(RoomId room, RawJson meta, Consumer<Roster> written) {
        Membership already = joined.get(room);
        if (already != null) {
            written.accept(already.roster());
            return Future.succeededFuture();
        }
        if (joined.size() + joining.size() >= MAX_ROOMS) {
            return refused(ErrorCode.TOO_LARGE, "a session can be in at most " + MAX_ROOMS + " rooms");
        }
        Membership membership = new Membership(room, id);
        joining.put(room, membership);
        Promise<Void> done = Promise.promise();
        rooms.join(this, room, meta).onComplete(result -> {
            // Taken on the room's loop: a change after this roster is told behind this task.
            Roster roster = result.succeeded() ? result.result().roster() : null;
            loop.queue(() -> {
                joining.remove(room);
                if (result.succeeded() && roster != null) {
                    enter(membership, result.result(), roster, written, done);
                } else {
                    membership.drop(ErrorCode.NO_SUCH_SESSION);
                    done.fail(result.cause());
                }
            });
        });
        return done.future();
    }

    private void enter(
            Membership membership, RoomView view, Roster roster, Consumer<Roster> written, Promise<Void> done) {
        if (ended) {
            rooms.forget(this, membership.room(), LeaveReason.LOST);
            membership.drop(ErrorCode.NO_SUCH_SESSION);
            done.fail(new RefusedException(ErrorCode.NO_SUCH_SESSION, "the session has ended"));
            return;
        }
        membership.joined(view, roster);
        joined.put(membership.room(), membership);
        written.accept(roster);
        membership.release(this::write);
        done.complete();
    }

    /** Leaves a room, or fails with a {@link RefusedException} and stays. */
    public Future<Void> leave(RoomId room) {
        if (!joined.containsKey(room)) {
            return refused(ErrorCode.NOT_IN_ROOM, "not in this room");
        }
        return onLoop(rooms.leave(this, room, LeaveReason.LEFT)).onSuccess(left -> {
            Membership membership = joined.remove(room);
            if (membership != null) {
                membership.drop(ErrorCode.NO_SUCH_SESSION);
            }
        });
    }

    /** Tells the members of a room, or of all its rooms, something new about this session. */
    public Future<Void> update(@Nullable RoomId room, RawJson meta) {
        if (room != null && !joined.containsKey(room)) {
            return refused(ErrorCode.NOT_IN_ROOM, "not in this room");
        }
        Collection<RoomId> all = room == null ? List.copyOf(joined.keySet()) : List.of(room);
        return onLoop(Future.join(
                        all.stream().map(one -> rooms.update(this, one, meta)).toList())
                .mapEmpty());
    }

    /** Watches peers that share a room with this session. All or none. */
    public Future<Void> watch(List<PeerId> peers) {
        for (PeerId other : peers) {
            if (joined.values().stream()
                    .allMatch(room -> room.roster().ofPeer(other).isEmpty())) {
                return refused(ErrorCode.NO_SUCH_PEER, "no such peer in a common room: " + other);
            }
        }
        if (watched.size() + peers.size() > MAX_WATCHES) {
            return refused(ErrorCode.TOO_LARGE, "a session can watch at most " + MAX_WATCHES + " peers");
        }
        List<PeerKey> keys =
                peers.stream().map(other -> new PeerKey(tenant(), other)).toList();
        watched.addAll(keys);
        return onLoop(
                Future.join(keys.stream().map(key -> watches.watch(this, key)).toList())
                        .mapEmpty());
    }

    public void unwatch(List<PeerId> peers) {
        for (PeerId other : peers) {
            PeerKey key = new PeerKey(tenant(), other);
            if (watched.remove(key)) {
                watches.unwatch(this, key);
            }
        }
    }

    @Override
    public Future<Delivery> receive(Envelope envelope, byte[] frame) {
        Membership membership = joined.get(envelope.room());
        if (membership == null) {
            membership = joining.get(envelope.room());
        }
        if (membership == null || ended) {
            return Future.succeededFuture(missed());
        }
        return membership.mustWait(envelope) ? hold(membership, envelope, frame) : deliver(frame);
    }

    private Future<Delivery> deliver(byte[] frame) {
        return outlet.write(frame) ? REACHED : Future.succeededFuture(missed());
    }

    private Future<Delivery> hold(Membership membership, Envelope envelope, byte[] frame) {
        if (!membership.isHolding()) {
            loop.after(REFRESH_AFTER_MS, () -> expire(membership));
        }
        return membership.hold(envelope, frame);
    }

    /** What still waits after a moment misses something that should have come: fetch it, and in the end give up. */
    private void expire(Membership membership) {
        membership.expire(HOLD_LIMIT_NS);
        if (membership.isHolding()) {
            rooms.refresh(membership.room(), this);
            loop.after(REFRESH_AFTER_MS, () -> expire(membership));
        }
    }

    @Override
    public void roomChanged(RoomId room, long version, byte[] frame) {
        Membership membership = joined.get(room);
        if (membership != null && !ended) {
            outlet.write(frame);
            membership.told(version);
            membership.release(this::write);
        }
    }

    private Delivery write(byte[] frame) {
        return outlet.write(frame) ? Delivery.ONE : missed();
    }

    private Delivery missed() {
        return Delivery.missed(List.of(id), ErrorCode.NO_SUCH_SESSION);
    }

    @Override
    public void presenceChanged(PeerKey other, PeerPresence presence) {
        if (!ended && watched.contains(other)) {
            outlet.write(outlet.dialect().presence(other.peer(), presence));
        }
    }

    /** This gateway can't hold the session any longer. */
    void close(CloseCode code) {
        outlet.close(code);
    }

    /** The end: its rooms are told, its watches are over. */
    void end(LeaveReason reason) {
        ended = true;
        joined.values().forEach(membership -> {
            rooms.forget(this, membership.room(), reason);
            membership.drop(ErrorCode.NO_SUCH_SESSION);
        });
        joined.clear();
        watched.forEach(other -> watches.unwatch(this, other));
        watched.clear();
    }

    private static Future<Void> refused(ErrorCode code, String message) {
        return Future.failedFuture(new RefusedException(code, message));
    }

    private <T> Future<T> onLoop(Future<T> future) {
        Promise<T> result = Promise.promise();
        future.onComplete(outcome -> loop.run(() -> {
            if (outcome.succeeded()) {
                result.complete(outcome.result());
            } else {
                result.fail(outcome.cause());
            }
        }));
        return result.future();
    }
}
