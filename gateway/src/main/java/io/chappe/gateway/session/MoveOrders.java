package io.chappe.gateway.session;

import io.chappe.core.model.Call;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.Roster;
import io.chappe.core.model.SessionId;
import io.chappe.gateway.room.LocalMember;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.room.Rooms;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whom a session has asked to go to other rooms, as a moderator, until it is known what has become of them. The room's roster
 * says so: who was called is gone, or its call is refused. On the session's event loop.
 */
final class MoveOrders {
    private static final int MOST = 100;

    /** A call lasts shorter, and who has begun to follow it may need a moment. */
    private static final long LIMIT_NS = TimeUnit.MILLISECONDS.toNanos(Call.LASTS_MS + 5_000);

    /** An event may be lost, and the roster be mended without it. */
    private static final long LOOK_EVERY_MS = 1_000;

    private static final class Order {
        private final Membership room;
        private final SessionId target;
        private final RoomId to;
        private final long request;
        private final Promise<Void> outcome = Promise.promise();
        private final long begun = System.nanoTime();
        /** The room's version that has the call; not known before the store has answered. */
        private long called = Long.MAX_VALUE;

        private boolean sought;

        Order(Membership room, SessionId target, RoomId to, long request) {
            this.room = room;
            this.target = target;
            this.to = to;
            this.request = request;
        }

        boolean isLate() {
            return System.nanoTime() - begun >= LIMIT_NS;
        }
    }

    private final LocalMember session;
    private final Rooms rooms;
    private final JoinedRooms own;
    private List<Order> orders = List.of();

    MoveOrders(LocalMember session, Rooms rooms, JoinedRooms own) {
        this.session = session;
        this.rooms = rooms;
        this.own = own;
    }

    /**
     * Asks for one; the future completes when it is gone.
     *
     * @param room that this session moderates
     */
    Future<Void> move(Membership room, SessionId target, RoomId to, long request) {
        if (orders.size() == MOST) {
            return RefusedException.future(ErrorCode.QUEUE_FULL, "too many moves have not come to an end yet");
        }
        Order order = new Order(room, target, to, request);
        List<Order> more = new ArrayList<>(orders);
        more.add(order);
        orders = more;
        session.loop().on(rooms.calls().move(session, room.room(), target, to, request), asked -> {
            if (asked.succeeded()) {
                order.called = asked.result();
                await(order);
            } else if (isAbsent(asked.cause())) {
                find(order);
            } else {
                end(order, asked.cause());
            }
        });
        return order.outcome.future();
    }

    private static boolean isAbsent(Throwable cause) {
        return cause instanceof RefusedException refused && refused.code() == ErrorCode.NO_SUCH_SESSION;
    }

    /**
     * One whom it has called is gone, or does not go.
     *
     * @param reason why it is gone, as far as known; null if it is not
     */
    void answered(RoomId room, SessionId target, @Nullable LeaveReason reason) {
        for (Order order : List.copyOf(orders)) {
            if (order.room.room().equals(room) && order.target.equals(target)) {
                if (reason == LeaveReason.MOVED) {
                    end(order, null);
                } else {
                    look(order);
                }
            }
        }
    }

    private void await(Order order) {
        if (orders.contains(order)) {
            look(order);
            session.loop().after(LOOK_EVERY_MS, () -> await(order));
        }
    }

    private void look(Order order) {
        boolean isThere = own.joined(order.room.room()) == order.room;
        if (order.isLate() || !isThere) {
            refuse(order, ErrorCode.TIMEOUT, "whether the session will have moved is not known");
            return;
        }
        Roster roster = order.room.roster();
        if (roster.version() < order.called) {
            return;
        }
        Member seat = roster.seat(order.target);
        Call call = seat == null ? null : seat.standing().call();
        ErrorCode refusal = call == null ? null : call.refusal();
        if (seat == null) {
            find(order);
        } else if (call == null || !call.isMoveBy(session.id(), order.request)) {
            refuse(order, ErrorCode.NO_SUCH_SESSION, "the session is not there as it was when it was to be moved");
        } else if (refusal != null) {
            refuse(order, refusal, "the room \"" + order.to + "\" does not take that session, which stays");
        }
    }

    /** It is gone, and nobody says whereto; or it is there already, since this was asked before. */
    private void find(Order order) {
        if (order.sought) {
            return;
        }
        order.sought = true;
        RoomKey to = new RoomKey(session.tenant(), order.to);
        session.loop().on(rooms.calls().isIn(to, order.target), found -> {
            if (found.failed()) {
                end(order, found.cause());
            } else if (found.result()) {
                end(order, null);
            } else {
                refuse(order, ErrorCode.NO_SUCH_SESSION, "no such session is in the room, or it is called already");
            }
        });
    }

    private void refuse(Order order, ErrorCode code, String message) {
        end(order, new RefusedException(code, message));
    }

    private void end(Order order, @Nullable Throwable failure) {
        if (!orders.contains(order)) {
            return;
        }
        orders = orders.stream().filter(one -> one != order).toList();
        if (failure == null) {
            order.outcome.complete();
        } else {
            order.outcome.fail(failure);
        }
    }
}
