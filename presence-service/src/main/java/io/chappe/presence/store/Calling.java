package io.chappe.presence.store;

import io.chappe.core.model.Call;
import io.chappe.core.model.ErrorCode;
import io.chappe.core.model.Member;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Take;
import org.jspecify.annotations.Nullable;

/** Calls sessions out of one room to others: those who wait in a queue to where an agent is, and whom a moderator moves. For one thread. */
final class Calling {
    private final Seats seats;
    private final Draft draft;
    private final long now;
    private final long version;

    /**
     * @param draft takes what comes of it
     * @param version of the room then
     */
    Calling(Seats seats, Draft draft, long now, long version) {
        this.seats = seats;
        this.draft = draft;
        this.now = now;
        this.version = version;
    }

    /**
     * Calls somebody whom nobody else has called.
     *
     * @param target null for the next
     */
    Verdict take(SessionId agent, @Nullable SessionId target, @Nullable RoomId to) {
        if (to == null || !draft.rules().queue()) {
            return Verdict.ABSENT;
        }
        if (isDone(to)) {
            return Verdict.DONE;
        }
        Seat seat = target == null ? next() : seats.of(target);
        if (seat == null || !seat.member().standing().isFree(now)) {
            return Verdict.ABSENT;
        }
        Member called = seat.member();
        call(seat, Call.take(to, agent, now + Call.LASTS_MS));
        draft.change(draft.rules().taken(new Take(to, called.session(), called.peer(), now), version));
        return Verdict.DONE;
    }

    /** Whether somebody is on the way to a room, or has gone there. */
    private boolean isDone(RoomId to) {
        Take take = draft.rules().take(to);
        return (take != null && seats.of(take.session()) == null)
                || seats.lobby().stream()
                        .anyMatch(seat ->
                                isCalled(seat, to) && !seat.member().standing().isFree(now));
    }

    private @Nullable Seat next() {
        return seats.lobby().stream()
                .filter(seat -> seat.member().standing().isFree(now))
                .findFirst()
                .orElse(null);
    }

    /** Calls one whom nobody else has called; what was asked for before is as it has become. */
    Verdict move(SessionId moderator, @Nullable Seat seat, @Nullable RoomId to, long request) {
        Call call = seat == null ? null : seat.member().standing().call();
        if (call != null && call.isMoveBy(moderator, request)) {
            return Verdict.DONE;
        }
        if (seat == null || to == null || !seat.member().standing().isUncalled(now)) {
            return Verdict.ABSENT;
        }
        call(seat, Call.move(to, moderator, request, now + Call.LASTS_MS));
        return Verdict.DONE;
    }

    /**
     * One that is called goes, or does not.
     *
     * @param refusal why it does not; null if it goes
     */
    Verdict answer(SessionId session, long generation, RoomId to, @Nullable ErrorCode refusal) {
        Seat seat = seats.of(session);
        if (seat == null) {
            return Verdict.ABSENT;
        }
        if (seat.member().generation() > generation) {
            return Verdict.SUPERSEDED;
        }
        return refusal == null ? follow(seat, to) : drop(seat, to, refusal);
    }

    /** Nobody else calls one who goes. */
    private Verdict follow(Seat seat, RoomId to) {
        Call call = seat.member().standing().call();
        if (call == null || !isCalled(seat, to) || call.isOver(now)) {
            return Verdict.ABSENT;
        }
        call(seat, call.followed());
        return Verdict.DONE;
    }

    /** One that does not go has its place again. */
    private Verdict drop(Seat seat, RoomId to, ErrorCode refusal) {
        Call call = seat.member().standing().call();
        if (call != null && isCalled(seat, to) && call.refusal() == null) {
            call(seat, call.refused(refusal));
            draft.change(draft.rules().notTaken(to, version));
        }
        return Verdict.DONE;
    }

    private static boolean isCalled(Seat seat, RoomId to) {
        Call call = seat.member().standing().call();
        return call != null && call.to().equals(to);
    }

    private void call(Seat seat, @Nullable Call call) {
        Member member = seat.member();
        draft.update(seat, seat.with(member.withStanding(member.standing().called(call))));
    }
}
