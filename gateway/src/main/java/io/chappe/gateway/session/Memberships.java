package io.chappe.gateway.session;

import io.chappe.core.bus.Delivery;
import io.chappe.core.bus.Envelope;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.MemberState;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Take;
import io.chappe.gateway.loop.EventLoop;
import io.chappe.gateway.room.LocalMember;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.room.RoomListener;
import io.chappe.gateway.room.Rooms;
import io.chappe.gateway.token.Grants;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rooms of one session: what it does in them, and what comes to it from them. On the session's event loop(). */
final class Memberships implements RoomNews.Owner, WayIn.Owner {
    private static final long REFRESH_AFTER_MS = 500;
    private static final long HOLD_LIMIT_NS = 2_500_000_000L;

    private final LocalMember session;
    private final Line line;
    private final Rooms rooms;
    private final JoinedRooms own = new JoinedRooms();
    private final RoomNews news;
    /** Of one that moves others. */
    private @Nullable MoveOrders orders;

    private final WatchedPeers watched;
    /** Rooms of the last holder that could not be asked: they may have this session, and hear of its end. */
    private List<RoomId> unreached = List.of();

    private boolean ended;

    /** Null as long as the session goes on, here or with another holder. */
    private @Nullable LeaveReason leaveReason;

    /** What its client may do. */
    private Grants grants;

    /**
     * @param watched of whom it may know nothing any more where they share no room
     */
    Memberships(LocalMember session, Grants grants, Line line, Rooms rooms, WatchedPeers watched) {
        this.session = session;
        this.grants = grants;
        this.line = line;
        this.rooms = rooms;
        this.news = new RoomNews(session, rooms, own, line, this);
        this.watched = watched;
    }

    /** Made when somebody comes in: there are many sessions, and nearly all come into one room and stay. */
    private WayIn wayIn() {
        return new WayIn(session, rooms, own, this);
    }

    private EventLoop loop() {
        return session.loop();
    }

    @Override
    public boolean hasEnded() {
        return ended;
    }

    @Override
    public Grants grants() {
        return grants;
    }

    @Override
    public void takenOut() {
        watched.unwatchUnless(this::sharesRoomWith);
    }

    @Override
    public void called(Membership room) {
        new FollowedCall(session, rooms, own, wayIn(), line, this::takenOut).follow(room);
    }

    @Override
    public void answered(RoomId room, SessionId called, @Nullable LeaveReason left) {
        if (orders != null) {
            orders.answered(room, called, left);
        }
    }

    Collection<Membership> joined() {
        return own.joined();
    }

    @Nullable Membership joined(RoomId room) {
        return own.joined(room);
    }

    boolean sharesRoomWith(PeerId peer) {
        return joined().stream().anyMatch(room -> !room.roster().ofPeer(peer).isEmpty());
    }

    /** Of one of the server's own rooms. */
    boolean isModerator(RoomId room) {
        return rooms.isModerator(session, room);
    }

    Future<Void> join(RoomId room, RawJson meta, JoinOutcome outcome) {
        return wayIn().join(room, meta, outcome);
    }

    @Override
    public void entered(Membership membership) {
        if (!membership.waits()) {
            news.tellLobby(membership);
            membership.release(line::signal);
        }
        called(membership);
    }

    /** Takes what happens in its rooms. */
    RoomListener listener() {
        return news;
    }

    /**
     * What its client may do from now on. Rooms that are not granted any more it is out of at once, whether they can be told or
     * not; they hear of it as of an end.
     *
     * @return those rooms
     */
    List<RoomId> grant(Grants granted) {
        Grants before = grants;
        grants = granted;
        joined().forEach(membership -> news.tellLobby(membership, before));
        List<RoomId> revoked =
                rooms().stream().filter(room -> !granted.mayStay(room)).toList();
        for (Membership membership : own.present()) {
            if (revoked.contains(membership.room())) {
                out(membership);
                rooms.forget(session, membership.room(), LeaveReason.LEFT);
            }
        }
        if (!revoked.isEmpty()) {
            takenOut();
        }
        return revoked;
    }

    private void out(Membership membership) {
        own.remove(membership);
        membership.drop(ErrorCode.NO_SUCH_SESSION);
    }

    /** Takes up the rooms that the last holder of this session was in; one that has let it go meanwhile is left out. */
    Future<Void> takeUp(List<RoomId> taken) {
        List<Future<Void>> all = new ArrayList<>();
        for (RoomId room : taken) {
            if (grants.mayStay(room)) {
                all.add(wayIn().takeUp(room).onFailure(failure -> unreached(room)));
            } else {
                rooms.forget(session, room, LeaveReason.LEFT);
            }
        }
        return loop().bring(Future.join(all).mapEmpty());
    }

    private void unreached(RoomId room) {
        if (ended) {
            exit(room);
            return;
        }
        List<RoomId> more = new ArrayList<>(unreached);
        more.add(room);
        unreached = List.copyOf(more);
    }

    Future<Void> leave(RoomId room) {
        if (own.present(room) == null) {
            return notInRoom();
        }
        return loop().bring(rooms.leave(session, room, LeaveReason.LEFT)).onSuccess(left -> {
            Membership membership = own.present(room);
            if (membership != null) {
                out(membership);
            }
        });
    }

    static <T> Future<T> notInRoom() {
        return RefusedException.future(ErrorCode.NOT_IN_ROOM, "not in this room");
    }

    /** Does what its client may do as a moderator. */
    Future<Void> moderate(RoomId room, Moderation moderation) {
        return moderator().moderate(room, moderation);
    }

    /**
     * Calls somebody out of a queue.
     *
     * @param target null for the next
     * @param request its number
     */
    Future<Take> take(RoomId queue, @Nullable SessionId target, long request) {
        return moderator().take(queue, target, request);
    }

    /**
     * Moves somebody out of a room, or out of its lobby, to another room.
     *
     * @param request its number
     */
    Future<Void> move(RoomId room, SessionId target, RoomId to, long request) {
        return moderator().move(room, target, to, request);
    }

    private MoveOrders orders() {
        MoveOrders all = orders == null ? new MoveOrders(session, rooms, own) : orders;
        orders = all;
        return all;
    }

    private Moderator moderator() {
        return new Moderator(session, rooms, own, wayIn(), line, this::orders, grants);
    }

    Future<Void> update(@Nullable RoomId room, RawJson meta) {
        if (room != null && joined(room) == null) {
            return notInRoom();
        }
        List<RoomId> all =
                room == null ? joined().stream().map(Membership::room).toList() : List.of(room);
        return loop().bring(Future.join(all.stream()
                        .map(one -> rooms.update(session, one, meta))
                        .toList())
                .mapEmpty());
    }

    Future<Delivery> receive(Envelope envelope, byte @Nullable [] frame) {
        Membership membership = joined(envelope.room());
        if (membership == null) {
            membership = own.coming(envelope.room());
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
            loop().after(REFRESH_AFTER_MS, () -> expire(membership));
        }
        return membership.hold(envelope, frame);
    }

    /** What still waits after a moment misses something that should have come: fetch it, and in the end give up. */
    private void expire(Membership membership) {
        membership.expire(HOLD_LIMIT_NS);
        if (membership.isHolding()) {
            rooms.refresh(membership.room(), session);
            loop().after(REFRESH_AFTER_MS, () -> expire(membership));
        }
    }

    /** All rosters as they are now; what came before them is not told any more. */
    Map<RoomId, Roster> tellAll() {
        Map<RoomId, Roster> rosters = new LinkedHashMap<>();
        for (Membership membership : own.present()) {
            Roster roster = membership.roster();
            if (roster.seat(session.id()) != null) {
                news.told(membership, roster);
                rosters.put(membership.room(), roster);
            }
        }
        return rosters;
    }

    /** Gives out what waited for the session to be told of its rooms. */
    void flush() {
        joined().forEach(this::entered);
    }

    /** Shows this session in another state to the members of its rooms. */
    void show(MemberState state) {
        rooms().forEach(room -> rooms.mark(session, room, state));
    }

    private List<RoomId> rooms() {
        return own.present().stream().map(Membership::room).toList();
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
        own.present().forEach(membership -> {
            out(membership);
            exit(membership.room());
        });
        unreached.forEach(this::exit);
    }

    @Override
    public void late(RoomId room) {
        exit(room);
    }

    private void exit(RoomId room) {
        if (leaveReason == null) {
            rooms.release(session, room);
        } else {
            rooms.forget(session, room, leaveReason);
        }
    }
}
