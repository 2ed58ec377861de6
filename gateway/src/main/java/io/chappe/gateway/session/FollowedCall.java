package io.chappe.gateway.session;

import io.chappe.core.model.Call;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.Roster;
import io.chappe.core.model.WaitingPlace;
import io.chappe.gateway.room.LocalMember;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.room.Rooms;
import io.vertx.core.AsyncResult;
import org.jspecify.annotations.Nullable;

/**
 * How a session follows a call out of a room, or out of its lobby: first nobody else can call it any more, then it goes to where
 * it is called, and then it leaves. Where that room does not take it, it gives the call up and stays. What cannot be told to a
 * service is tried again as long as the session is called. On the session's event loop.
 */
final class FollowedCall {
    private static final long AGAIN_MS = 1_000;

    private final LocalMember session;
    private final Rooms rooms;
    private final JoinedRooms own;
    private final WayIn wayIn;
    private final Line line;
    private final Runnable takenOut;

    /**
     * @param takenOut runs when it has left a room that it was a member of
     */
    FollowedCall(LocalMember session, Rooms rooms, JoinedRooms own, WayIn wayIn, Line line, Runnable takenOut) {
        this.session = session;
        this.rooms = rooms;
        this.own = own;
        this.wayIn = wayIn;
        this.line = line;
        this.takenOut = takenOut;
    }

    /** Follows the call that there is, if there is one that is not followed already. */
    void follow(Membership from) {
        Call call = call(from);
        if (call != null && from.lead()) {
            follow(from, call);
        }
    }

    private @Nullable Call call(Membership from) {
        if (own.present(from.room()) != from) {
            return null;
        }
        Member seat = from.roster().seat(session.id());
        Call call = seat == null ? null : seat.standing().call();
        return call == null || call.refusal() != null ? null : call;
    }

    private boolean isCalled(Membership from, RoomId to) {
        Call call = call(from);
        return call != null && call.to().equals(to);
    }

    private void follow(Membership from, Call call) {
        RoomId to = call.to();
        session.loop().on(rooms.calls().follow(session, from.room(), to, null), done -> {
            if (done.succeeded()) {
                lead(from, to);
            } else if (isUnheard(done)) {
                again(from, to, () -> follow(from, call));
            } else {
                end(from, call);
            }
        });
    }

    private void lead(Membership from, RoomId to) {
        if (!isCalled(from, to)) {
            end(from, null);
        } else if (own.present(to) != null) {
            // It was there already: maybe since its gateway was lost.
            leave(from, to);
        } else if (own.coming(to) != null) {
            again(from, to, () -> lead(from, to));
        } else {
            enter(from, to);
        }
    }

    private void enter(Membership from, RoomId to) {
        Member seat = from.roster().seat(session.id());
        RawJson meta = seat == null ? RawJson.NULL : seat.meta();
        var entered = wayIn.follow(to, meta, () -> own.present(from.room()) == from, new Arrival(from, to));
        session.loop().on(entered, done -> {
            if (isUnheard(done)) {
                again(from, to, () -> lead(from, to));
            } else if (done.cause() instanceof RefusedException refused) {
                notEntered(from, to, refused.code());
            }
        });
    }

    /** Where it is not in the one room any more, the call is not its own to give up: another gateway may follow it. */
    private void notEntered(Membership from, RoomId to, ErrorCode refusal) {
        if (isCalled(from, to)) {
            giveUp(from, to, refusal);
        } else {
            end(from, null);
        }
    }

    private void giveUp(Membership from, RoomId to, ErrorCode refusal) {
        session.loop().on(rooms.calls().follow(session, from.room(), to, refusal), done -> {
            if (isUnheard(done)) {
                again(from, to, () -> giveUp(from, to, refusal));
            } else {
                end(from, null);
            }
        });
    }

    private static boolean isUnheard(AsyncResult<?> result) {
        return result.failed()
                && (!(result.cause() instanceof RefusedException refused) || refused.code() == ErrorCode.UNAVAILABLE);
    }

    private void again(Membership from, RoomId to, Runnable step) {
        session.loop().after(AGAIN_MS, () -> {
            if (isCalled(from, to)) {
                step.run();
            } else {
                end(from, null);
            }
        });
    }

    /**
     * It may have been called again meanwhile.
     *
     * @param over a call that is, whatever this gateway's copy says; null for none
     */
    private void end(Membership from, @Nullable Call over) {
        from.stay();
        Call next = call(from);
        if (next != null && !next.equals(over)) {
            follow(from);
        }
    }

    /** Nobody can call it there, so that this may be heard late. */
    private void leave(Membership from, RoomId to) {
        boolean waited = from.waits();
        own.remove(from);
        from.drop(ErrorCode.NO_SUCH_SESSION);
        rooms.forget(session, from.room(), LeaveReason.MOVED);
        line.tell(session.dialect().moved(from.room(), to));
        if (!waited) {
            takenOut.run();
        }
    }

    /** It is told that it has left before it is told where it is. */
    private final class Arrival implements JoinOutcome {
        private final Membership from;
        private final RoomId to;

        Arrival(Membership from, RoomId to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public void joined(Roster roster) {
            leave(from, to);
            line.tell(session.dialect().joined(to, roster, session.id()));
        }

        @Override
        public void waits(WaitingPlace place) {
            leave(from, to);
            line.tell(session.dialect().waiting(to, place));
        }
    }
}
