package io.chappe.presence.store;

import io.chappe.core.model.Call;
import io.chappe.core.model.Member;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.SessionId;
import io.chappe.core.model.Take;
import org.jspecify.annotations.Nullable;

/** Calls those who wait in one queue to rooms where an agent is. For one thread. */
final class Calling {
    private final Seats seats;
    private final Draft draft;
    private final long now;
    private final long version;

    /**
     * @param draft takes what comes of it
     * @param version of the queue then
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
        call(seat, new Call(to, agent, now + Call.LASTS_MS));
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

    /** One that is called goes, or does not. */
    Verdict answer(SessionId session, long generation, RoomId to, boolean goes) {
        Seat seat = seats.of(session);
        if (seat == null || !seat.waits()) {
            return Verdict.ABSENT;
        }
        if (seat.member().generation() > generation) {
            return Verdict.SUPERSEDED;
        }
        return goes ? follow(seat, to) : drop(seat, to);
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
    private Verdict drop(Seat seat, RoomId to) {
        if (isCalled(seat, to)) {
            call(seat, null);
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
