package io.chappe.gateway.session;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.Roster;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.room.LocalMember;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.room.RoomView;
import io.chappe.gateway.room.Rooms;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rooms of one session: its ways in and out, and what comes to it from them. On the session's event loop. */
final class Memberships {
    private static final Future<Delivery> REACHED = Future.succeededFuture(Delivery.ONE);
    private static final long REFRESH_AFTER_MS = 500;
    private static final long HOLD_LIMIT_NS = 2_500_000_000L;
    private static final int MAX_ROOMS = 100;

    private final LocalMember session;
    private final EventLoop loop;
    private final Outlet outlet;
    private final Rooms rooms;
    private final Map<RoomId, Membership> joined = new LinkedHashMap<>();
    private final Map<RoomId, Membership> joining = new HashMap<>(0);
    private boolean ended;

    Memberships(LocalMember session, Outlet outlet, Rooms rooms) {
        this.session = session;
        this.loop = session.loop();
        this.outlet = outlet;
        this.rooms = rooms;
    }

    Collection<Membership> joined() {
        return joined.values();
    }

    @Nullable Membership joined(RoomId room) {
        return joined.get(room);
    }

    boolean sharesRoomWith(PeerId peer) {
        return joined.values().stream()
                .anyMatch(room -> !room.roster().ofPeer(peer).isEmpty());
    }

    Future<Void> join(RoomId room, RawJson meta, Consumer<Roster> written) {
        Membership already = joined.get(room);
        if (already != null) {
            written.accept(already.roster());
            return Future.succeededFuture();
        }
        if (joined.size() + joining.size() >= MAX_ROOMS) {
            return RefusedException.future(ErrorCode.TOO_LARGE, "a session can be in at most " + MAX_ROOMS + " rooms");
        }
        Membership membership = new Membership(room, session.id());
        joining.put(room, membership);
        Promise<Void> done = Promise.promise();
        rooms.join(session, room, meta).onComplete(result -> {
            // Taken here, on the room's loop: what changes after this roster is told behind this task.
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
            rooms.forget(session, membership.room(), LeaveReason.LOST);
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

    Future<Void> leave(RoomId room) {
        if (!joined.containsKey(room)) {
            return RefusedException.future(ErrorCode.NOT_IN_ROOM, "not in this room");
        }
        return loop.bring(rooms.leave(session, room, LeaveReason.LEFT)).onSuccess(left -> {
            Membership membership = joined.remove(room);
            if (membership != null) {
                membership.drop(ErrorCode.NO_SUCH_SESSION);
            }
        });
    }

    Future<Void> update(@Nullable RoomId room, RawJson meta) {
        if (room != null && !joined.containsKey(room)) {
            return RefusedException.future(ErrorCode.NOT_IN_ROOM, "not in this room");
        }
        Collection<RoomId> all = room == null ? List.copyOf(joined.keySet()) : List.of(room);
        return loop.bring(Future.join(all.stream()
                        .map(one -> rooms.update(session, one, meta))
                        .toList())
                .mapEmpty());
    }

    Future<Delivery> receive(Envelope envelope, byte[] frame) {
        Membership membership = joined.get(envelope.room());
        if (membership == null) {
            membership = joining.get(envelope.room());
        }
        if (membership == null || ended) {
            return Future.succeededFuture(missed());
        }
        if (membership.mustWait(envelope)) {
            return hold(membership, envelope, frame);
        }
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
            rooms.refresh(membership.room(), session);
            loop.after(REFRESH_AFTER_MS, () -> expire(membership));
        }
    }

    void roomChanged(RoomId room, long version, byte[] frame) {
        Membership membership = joined.get(room);
        if (membership != null) {
            outlet.write(frame);
            membership.told(version);
            membership.release(this::write);
        }
    }

    private Delivery write(byte[] frame) {
        return outlet.write(frame) ? Delivery.ONE : missed();
    }

    private Delivery missed() {
        return Delivery.missed(List.of(session.id()), ErrorCode.NO_SUCH_SESSION);
    }

    /** The session has ended: all its rooms are told. */
    void end(LeaveReason reason) {
        ended = true;
        joined.values().forEach(membership -> {
            rooms.forget(session, membership.room(), reason);
            membership.drop(ErrorCode.NO_SUCH_SESSION);
        });
        joined.clear();
    }
}
