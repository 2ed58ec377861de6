package io.chappe.gateway.session;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.Roster;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.room.LocalMember;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.room.RoomView;
import io.chappe.gateway.room.Rooms;
import io.chappe.gateway.token.Grants;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rooms of one session: its ways in and out, and what comes to it from them. On the session's event loop. */
final class Memberships {
    private static final long REFRESH_AFTER_MS = 500;
    private static final long HOLD_LIMIT_NS = 2_500_000_000L;
    private static final int MAX_ROOMS = 100;

    private final LocalMember session;
    private final EventLoop loop;
    private final Line line;
    private final Rooms rooms;
    /** Short and immutable: nearly all sessions are in one room, and there are many sessions. */
    private List<Membership> joined = List.of();

    private List<Membership> joining = List.of();
    /** Rooms of the last holder that could not be asked: they may have this session, and hear of its end. */
    private List<RoomId> unreached = List.of();

    private boolean ended;

    /** Null as long as the session goes on, here or with another holder. */
    private @Nullable LeaveReason leaveReason;

    /** Which rooms its client may be in. */
    private Grants grants;

    Memberships(LocalMember session, Grants grants, Line line, Rooms rooms) {
        this.session = session;
        this.grants = grants;
        this.loop = session.loop();
        this.line = line;
        this.rooms = rooms;
    }

    Grants grants() {
        return grants;
    }

    Collection<Membership> joined() {
        return joined;
    }

    @Nullable Membership joined(RoomId room) {
        return in(joined, room);
    }

    private static @Nullable Membership in(List<Membership> memberships, RoomId room) {
        for (Membership membership : memberships) {
            if (membership.room().equals(room)) {
                return membership;
            }
        }
        return null;
    }

    private static <T> List<T> with(List<T> list, T added) {
        List<T> longer = new ArrayList<>(list);
        longer.add(added);
        return List.copyOf(longer);
    }

    private static <T> List<T> without(List<T> list, T removed) {
        return list.stream().filter(one -> one != removed).collect(Collectors.toUnmodifiableList());
    }

    boolean sharesRoomWith(PeerId peer) {
        return joined.stream().anyMatch(room -> !room.roster().ofPeer(peer).isEmpty());
    }

    Future<Void> join(RoomId room, RawJson meta, Consumer<Roster> written) {
        Membership already = joined(room);
        if (already != null) {
            written.accept(already.roster());
            return Future.succeededFuture();
        }
        if (!grants.mayJoin(room)) {
            return notGranted();
        }
        if (joined.size() + joining.size() >= MAX_ROOMS) {
            return RefusedException.future(ErrorCode.TOO_LARGE, "a session can be in at most " + MAX_ROOMS + " rooms");
        }
        return enter(room, rooms.join(session, room, meta), written);
    }

    private static Future<Void> notGranted() {
        return RefusedException.future(ErrorCode.FORBIDDEN, "the token does not grant this room");
    }

    /**
     * What its client may do from now on. Rooms that are not granted any more it is out of at once, whether they can be told or
     * not; they hear of it as of an end.
     *
     * @return those rooms
     */
    List<RoomId> grant(Grants granted) {
        grants = granted;
        List<RoomId> revoked =
                rooms().stream().filter(room -> !granted.mayJoin(room)).toList();
        for (Membership membership : joined) {
            if (revoked.contains(membership.room())) {
                joined = without(joined, membership);
                membership.drop(ErrorCode.NO_SUCH_SESSION);
                rooms.forget(session, membership.room(), LeaveReason.LEFT);
            }
        }
        return revoked;
    }

    /** Takes up the rooms that the last holder of this session was in; one that has let it go meanwhile is left out. */
    Future<Void> takeUp(List<RoomId> taken) {
        List<Future<Void>> all = new ArrayList<>();
        for (RoomId room : taken) {
            if (grants.mayJoin(room)) {
                all.add(enter(room, rooms.move(session, room), roster -> {})
                        .onFailure(failure -> unreached = with(unreached, room)));
            } else {
                rooms.forget(session, room, LeaveReason.LEFT);
            }
        }
        return loop.bring(Future.join(all).mapEmpty());
    }

    private Future<Void> enter(RoomId room, Future<@Nullable RoomView> way, Consumer<Roster> written) {
        Membership membership = new Membership(room, session.id());
        joining = with(joining, membership);
        Promise<Void> done = Promise.promise();
        way.onComplete(result -> {
            // Taken here, on the room's loop: what changes after this roster is told behind this task.
            @Nullable RoomView view = result.result();
            @Nullable Roster roster = view == null ? null : view.roster();
            loop.queue(() -> {
                joining = without(joining, membership);
                if (view != null && roster != null) {
                    enter(membership, view, roster, written, done);
                    return;
                }
                membership.drop(ErrorCode.NO_SUCH_SESSION);
                if (result.succeeded()) {
                    done.complete();
                } else {
                    done.fail(result.cause());
                }
            });
        });
        return done.future();
    }

    private void enter(
            Membership membership, RoomView view, Roster roster, Consumer<Roster> written, Promise<Void> done) {
        if (ended) {
            membership.drop(ErrorCode.NO_SUCH_SESSION);
            done.fail(new RefusedException(ErrorCode.NO_SUCH_SESSION, "the session has ended"));
            exit(membership.room());
            return;
        }
        if (!grants.mayJoin(membership.room())) {
            // The token was exchanged meanwhile.
            membership.drop(ErrorCode.NO_SUCH_SESSION);
            rooms.forget(session, membership.room(), LeaveReason.LEFT);
            notGranted().onComplete(done);
            return;
        }
        membership.joined(view, roster);
        joined = with(joined, membership);
        written.accept(roster);
        membership.release(line::signal);
        done.complete();
    }

    Future<Void> leave(RoomId room) {
        if (joined(room) == null) {
            return RefusedException.future(ErrorCode.NOT_IN_ROOM, "not in this room");
        }
        return loop.bring(rooms.leave(session, room, LeaveReason.LEFT)).onSuccess(left -> {
            Membership membership = joined(room);
            if (membership != null) {
                joined = without(joined, membership);
                membership.drop(ErrorCode.NO_SUCH_SESSION);
            }
        });
    }

    Future<Void> update(@Nullable RoomId room, RawJson meta) {
        if (room != null && joined(room) == null) {
            return RefusedException.future(ErrorCode.NOT_IN_ROOM, "not in this room");
        }
        List<RoomId> all = room == null ? rooms() : List.of(room);
        return loop.bring(Future.join(all.stream()
                        .map(one -> rooms.update(session, one, meta))
                        .toList())
                .mapEmpty());
    }

    Future<Delivery> receive(Envelope envelope, byte @Nullable [] frame) {
        Membership membership = joined(envelope.room());
        if (membership == null) {
            membership = in(joining, envelope.room());
        }
        if (membership == null || ended) {
            return Future.succeededFuture(missed());
        }
        if (membership.isOutdated(envelope)) {
            return Future.succeededFuture(missed());
        }
        if (membership.mustWait(envelope)) {
            return hold(membership, envelope, frame);
        }
        return line.signal(envelope, frame);
    }

    private Future<Delivery> hold(Membership membership, Envelope envelope, byte @Nullable [] frame) {
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
        Membership membership = joined(room);
        if (membership != null && membership.told(version)) {
            line.tell(frame);
            membership.release(line::signal);
        }
    }

    /** All rosters as they are now; what came before them is not told any more. */
    Map<RoomId, Roster> tellAll() {
        Map<RoomId, Roster> rosters = new LinkedHashMap<>();
        joined.forEach(membership -> {
            Roster roster = membership.roster();
            membership.told(roster.version());
            rosters.put(membership.room(), roster);
        });
        return rosters;
    }

    /** Gives out what waited for the session to be told of its rooms. */
    void flush() {
        joined.forEach(membership -> membership.release(line::signal));
    }

    /** Shows this session in another state to the members of its rooms. */
    void show(MemberState state) {
        rooms().forEach(room -> rooms.mark(session, room, state));
    }

    private List<RoomId> rooms() {
        return joined.stream().map(Membership::room).toList();
    }

    private Delivery missed() {
        return Delivery.missed(List.of(session.id()), ErrorCode.NO_SUCH_SESSION);
    }

    /** Puts its seats back into a store that has lost where this session is. */
    Future<Void> restore() {
        return Future.join(rooms().stream()
                        .map(room -> rooms.restore(session, room))
                        .toList())
                .mapEmpty();
    }

    /** The session has ended: all its rooms are told. */
    void end(LeaveReason reason) {
        leaveReason = reason;
        stop();
    }

    /** Another holder has the session, and its rooms with it. */
    void release() {
        stop();
    }

    private void stop() {
        ended = true;
        joined.forEach(membership -> {
            exit(membership.room());
            membership.drop(ErrorCode.NO_SUCH_SESSION);
        });
        joined = List.of();
        unreached.forEach(this::exit);
    }

    private void exit(RoomId room) {
        if (leaveReason == null) {
            rooms.release(session, room);
        } else {
            rooms.forget(session, room, leaveReason);
        }
    }
}
