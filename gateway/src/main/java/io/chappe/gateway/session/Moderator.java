package io.chappe.gateway.session;

import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.Moderation;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Take;
import io.chappe.gateway.room.LocalMember;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.room.Rooms;
import io.chappe.gateway.token.Grants;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A session that moderates rooms, if it may. On the session's event loop. */
final class Moderator {
    private final LocalMember session;
    private final Rooms rooms;
    private final JoinedRooms own;
    private final WayIn wayIn;
    private final Line line;
    private final Grants grants;
    private final Supplier<MoveOrders> orders;

    /**
     * @param orders of its moves, made when they are first asked for
     * @param grants what its client may do now
     */
    Moderator(
            LocalMember session,
            Rooms rooms,
            JoinedRooms own,
            WayIn wayIn,
            Line line,
            Supplier<MoveOrders> orders,
            Grants grants) {
        this.session = session;
        this.rooms = rooms;
        this.own = own;
        this.wayIn = wayIn;
        this.line = line;
        this.grants = grants;
        this.orders = orders;
    }

    Future<Void> moderate(RoomId room, Moderation moderation) {
        Membership membership = own.joined(room);
        if (membership == null) {
            return Memberships.notInRoom();
        }
        if (!moderates(room)) {
            return forbidden();
        }
        boolean admits = moderation.action() == Moderation.Action.ADMIT;
        return admits && membership.roster().rules().queue()
                ? RefusedException.future(ErrorCode.BAD_REQUEST, "nobody comes into a queue; \"take\" who waits")
                : session.loop().bring(rooms.moderate(session, room, moderation));
    }

    /** See {@link Memberships#take}. */
    Future<Take> take(RoomId queue, @Nullable SessionId target, long request) {
        Membership membership = own.joined(queue);
        if (membership == null) {
            return Memberships.notInRoom();
        }
        return moderates(queue)
                ? new TakeOutOfQueue(session, rooms, own, wayIn, line, membership).run(target, request, grants)
                : forbidden();
    }

    /** See {@link Memberships#move}. */
    Future<Void> move(RoomId room, SessionId target, RoomId to, long request) {
        Membership membership = own.joined(room);
        if (membership == null) {
            return Memberships.notInRoom();
        }
        if (to.isReserved() || to.equals(room) || target.equals(session.id())) {
            return RefusedException.future(
                    ErrorCode.BAD_REQUEST,
                    "a move is of somebody else, to another room, and to none of the server's own");
        }
        if (!moderates(room)) {
            return forbidden();
        }
        return grants.mayJoin(to)
                ? orders.get().move(membership, target, to, request)
                : RefusedException.future(ErrorCode.FORBIDDEN, "the token does not grant the room \"" + to + "\"");
    }

    private boolean moderates(RoomId room) {
        return room.isReserved() ? rooms.isModerator(session, room) : grants.mayModerate(room);
    }

    private static <T> Future<T> forbidden() {
        return RefusedException.future(ErrorCode.FORBIDDEN, "the token does not grant to moderate this room");
    }
}
