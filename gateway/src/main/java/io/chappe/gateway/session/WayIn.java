package io.chappe.gateway.session;

import io.chappe.core.model.Entry;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.RawJson;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomKey;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.WaitingPlace;
import io.chappe.gateway.room.LocalMember;
import io.chappe.gateway.room.RefusedException;
import io.chappe.gateway.room.RoomView;
import io.chappe.gateway.room.Rooms;
import io.chappe.gateway.token.Grants;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** How a session comes into rooms. On the session's event loop. */
final class WayIn {
    /** Who comes in. */
    interface Owner {
        /** What its client may do now. */
        Grants grants();

        /** It has become a member, or waits, and has been told. */
        void entered(Membership membership);

        /** Whether it is over: nobody comes in any more. */
        boolean hasEnded();

        /** It has come into a room after its end. */
        void late(RoomId room);
    }

    private static final long AGAIN_MS = 100;

    private final LocalMember session;
    private final Rooms rooms;
    private final JoinedRooms own;
    private final Owner owner;

    /**
     * @param own the session's rooms, which this fills
     */
    WayIn(LocalMember session, Rooms rooms, JoinedRooms own, Owner owner) {
        this.session = session;
        this.rooms = rooms;
        this.own = own;
        this.owner = owner;
    }

    /** Joins a room; one that it is in or waits for already stays as it is. */
    Future<Void> join(RoomId room, RawJson meta, JoinOutcome outcome) {
        Membership already = own.present(room);
        if (already != null) {
            tell(already, outcome);
            return Future.succeededFuture();
        }
        if (own.coming(room) != null) {
            return joinLater(room, meta, outcome);
        }
        if (own.isFull()) {
            return tooMany();
        }
        return enter(room, meta, mayStay(room), outcome);
    }

    /** It follows a call there: two ways in would make it a member twice, who leaves once. */
    private Future<Void> joinLater(RoomId room, RawJson meta, JoinOutcome outcome) {
        Promise<Void> done = Promise.promise();
        session.loop().after(AGAIN_MS, () -> {
            Future<Void> joined = owner.hasEnded() ? ended() : join(room, meta, outcome);
            joined.onComplete(done);
        });
        return done.future();
    }

    private static <T> Future<T> ended() {
        return RefusedException.future(ErrorCode.NO_SUCH_SESSION, "the session has ended");
    }

    /**
     * Follows a call to a room, for which its client may have asked itself, or to one of the server's own.
     *
     * @param wanted whether it is to be there when it comes
     */
    Future<Void> follow(RoomId room, RawJson meta, BooleanSupplier wanted, JoinOutcome outcome) {
        BooleanSupplier stays = mayStay(room);
        return room.isReserved()
                ? lead(
                        room,
                        rooms.join(session, room, meta, owner.grants().ledEntry(false, RoomRules.OPEN)),
                        wanted,
                        outcome)
                : enter(room, meta, () -> stays.getAsBoolean() && wanted.getAsBoolean(), outcome);
    }

    private Future<Void> enter(RoomId room, RawJson meta, BooleanSupplier wanted, JoinOutcome outcome) {
        Grants granted = owner.grants();
        RoomKey key = new RoomKey(session.tenant(), room);
        if (!granted.mayJoin(room)) {
            return notGranted();
        }
        long opensInMs = granted.mayModerate(room) ? 0 : rooms.settings().opensInMs(key);
        if (opensInMs > 0) {
            return Future.failedFuture(RefusedException.notOpen(opensInMs));
        }
        Entry entry = granted.entry(room, rooms.settings().rules(key));
        return enter(room, rooms.join(session, room, meta, entry), wanted, outcome);
    }

    static <T> Future<T> tooMany() {
        return RefusedException.future(
                ErrorCode.TOO_LARGE, "a session can be in at most " + JoinedRooms.MAX_ROOMS + " rooms");
    }

    private BooleanSupplier mayStay(RoomId room) {
        return () -> owner.grants().mayStay(room);
    }

    /**
     * Goes into one of the server's own rooms.
     *
     * @param way that leads there
     * @param wanted whether it is to be there when it comes
     */
    Future<Void> lead(RoomId room, Future<@Nullable RoomView> way, BooleanSupplier wanted, JoinOutcome outcome) {
        return enter(room, way, wanted, outcome);
    }

    private static void tell(Membership membership, JoinOutcome outcome) {
        if (membership.waits()) {
            outcome.waits(membership.roster().place(membership.position()));
        } else {
            outcome.joined(membership.roster());
        }
    }

    /** Takes up a room that the last holder of this session was in. */
    Future<Void> takeUp(RoomId room) {
        return enter(room, rooms.move(session, room), mayStay(room), JoinOutcome.UNTOLD);
    }

    private static Future<Void> notGranted() {
        return RefusedException.future(ErrorCode.FORBIDDEN, "the token does not grant this room");
    }

    private Future<Void> enter(
            RoomId room, Future<@Nullable RoomView> way, BooleanSupplier wanted, JoinOutcome outcome) {
        Membership membership = new Membership(room, session.id());
        own.begin(membership);
        Promise<Void> done = Promise.promise();
        way.onComplete(result -> {
            // Taken here, on the room's loop: what changes after this roster is told behind this task.
            @Nullable RoomView view = result.result();
            @Nullable Roster roster = view == null ? null : view.roster();
            session.loop().queue(() -> {
                if (view != null && roster != null) {
                    arrive(membership, view, roster, wanted, outcome).onComplete(done);
                    return;
                }
                turnAway(membership);
                if (result.succeeded()) {
                    done.complete();
                } else {
                    done.fail(result.cause());
                }
            });
        });
        return done.future();
    }

    private Future<Void> arrive(
            Membership membership, RoomView view, Roster roster, BooleanSupplier wanted, JoinOutcome outcome) {
        if (owner.hasEnded()) {
            turnAway(membership);
            owner.late(membership.room());
            return ended();
        }
        if (!wanted.getAsBoolean()) {
            // The token was exchanged meanwhile.
            turnAway(membership);
            rooms.forget(session, membership.room(), LeaveReason.LEFT);
            return notGranted();
        }
        WaitingPlace place = roster.place(session.id(), System.currentTimeMillis());
        if (place != null) {
            membership.waits(view, place.position());
            outcome.waits(place);
        } else {
            own.enter(membership);
            if (outcome == JoinOutcome.UNTOLD) {
                membership.takenUp(view, roster);
            } else {
                membership.joined(view, roster);
            }
            outcome.joined(roster);
        }
        owner.entered(membership);
        return Future.succeededFuture();
    }

    private void turnAway(Membership membership) {
        own.remove(membership);
        membership.drop(ErrorCode.NO_SUCH_SESSION);
    }
}
