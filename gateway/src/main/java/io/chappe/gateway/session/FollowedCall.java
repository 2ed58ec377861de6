package io.chappe.gateway.session;

import io.chappe.core.model.Call;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.WaitingPlace;
import io.chappe.gateway.room.LocalMember;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.room.Rooms;
import io.chappe.gateway.token.Grants;
import io.vertx.core.AsyncResult;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a session follows a call out of a queue: first nobody else can call it any more, then it goes to where it is called, and
 * then it leaves the queue. Where that room is gone, or has no place for it, it gives the call up and waits on at its place. What
 * cannot be told to a service is tried again as long as the session is called. On the session's event loop.
 */
final class FollowedCall {
    private static final long AGAIN_MS = 1_000;

    private final LocalMember session;
    private final Rooms rooms;
    private final JoinedRooms own;
    private final WayIn wayIn;
    private final Line line;
    private final Supplier<Grants> grants;

    FollowedCall(LocalMember session, Rooms rooms, JoinedRooms own, WayIn wayIn, Line line, Supplier<Grants> grants) {
        this.session = session;
        this.rooms = rooms;
        this.own = own;
        this.wayIn = wayIn;
        this.line = line;
        this.grants = grants;
    }

    /** Follows the call that there is, if there is one that is not followed already. */
    void follow(Membership queue) {
        Call call = call(queue);
        if (call != null && queue.lead()) {
            follow(queue, call);
        }
    }

    private @Nullable Call call(Membership queue) {
        if (own.present(queue.room()) != queue || !queue.waits()) {
            return null;
        }
        Member seat = queue.roster().seat(session.id());
        return seat == null ? null : seat.standing().call();
    }

    private boolean isCalled(Membership queue, RoomId to) {
        Call call = call(queue);
        return call != null && call.to().equals(to);
    }

    private void follow(Membership queue, Call call) {
        RoomId to = call.to();
        session.loop().on(rooms.queues().follow(session, queue.room(), to, true), done -> {
            if (done.succeeded()) {
                lead(queue, to);
            } else if (isUnheard(done)) {
                again(queue, to, () -> follow(queue, call));
            } else {
                end(queue, call);
            }
        });
    }

    private void lead(Membership queue, RoomId to) {
        if (!isCalled(queue, to)) {
            end(queue, null);
        } else if (own.present(to) != null) {
            // It was there already when its gateway was lost.
            leave(queue, to);
        } else if (own.coming(to) != null) {
            again(queue, to, () -> lead(queue, to));
        } else {
            enter(queue, to);
        }
    }

    private void enter(Membership queue, RoomId to) {
        Member seat = queue.roster().seat(session.id());
        RawJson meta = seat == null ? RawJson.NULL : seat.meta();
        var way = rooms.join(session, to, meta, grants.get().ledEntry(false, RoomRules.OPEN));
        Arrival arrival = new Arrival(queue, to);
        session.loop().on(wayIn.lead(to, way, () -> own.present(queue.room()) == queue, arrival), entered -> {
            if (isUnheard(entered)) {
                again(queue, to, () -> lead(queue, to));
            } else if (entered.failed()) {
                giveUp(queue, to);
            }
        });
    }

    private void giveUp(Membership queue, RoomId to) {
        session.loop().on(rooms.queues().follow(session, queue.room(), to, false), done -> {
            if (isUnheard(done)) {
                again(queue, to, () -> giveUp(queue, to));
            } else {
                end(queue, null);
            }
        });
    }

    private static boolean isUnheard(AsyncResult<?> result) {
        return result.failed()
                && (!(result.cause() instanceof RefusedException refused) || refused.code() == ErrorCode.UNAVAILABLE);
    }

    private void again(Membership queue, RoomId to, Runnable step) {
        session.loop().after(AGAIN_MS, () -> {
            if (isCalled(queue, to)) {
                step.run();
            } else {
                end(queue, null);
            }
        });
    }

    /**
     * It may have been called again meanwhile.
     *
     * @param over a call that is, whatever this gateway's copy says; null for none
     */
    private void end(Membership queue, @Nullable Call over) {
        queue.stay();
        Call next = call(queue);
        if (next != null && !next.equals(over)) {
            follow(queue);
        }
    }

    /** Nobody can call it there, so that this may be heard late. */
    private void leave(Membership queue, RoomId to) {
        own.remove(queue);
        queue.drop(ErrorCode.NO_SUCH_SESSION);
        rooms.forget(session, queue.room(), LeaveReason.MOVED);
        line.tell(session.dialect().moved(queue.room(), to));
    }

    /** It is told that it has left before it is told where it is. */
    private final class Arrival implements JoinOutcome {
        private final Membership queue;
        private final RoomId to;

        Arrival(Membership queue, RoomId to) {
            this.queue = queue;
            this.to = to;
        }

        @Override
        public void joined(Roster roster) {
            leave(queue, to);
            line.tell(session.dialect().joined(to, roster, session.id()));
        }

        /** The server's own rooms have no lobby. */
        @Override
        public void waits(WaitingPlace place) {}
    }
}
