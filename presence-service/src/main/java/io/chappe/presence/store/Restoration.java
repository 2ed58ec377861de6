package io.chappe.presence.store;

import io.chappe.core.model.Member;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Standing;
import java.util.List;

/** Puts members back into one room. For one thread. */
final class Restoration {
    private final Seats seats;
    private final Tombstones left;
    private final Draft draft;
    private final long now;
    private final long version;

    /**
     * @param draft takes what comes of it
     * @param version of the room then
     */
    Restoration(Seats seats, Tombstones left, Draft draft, long now, long version) {
        this.seats = seats;
        this.left = left;
        this.draft = draft;
        this.now = now;
        this.version = version;
    }

    /**
     * A gateway of whose members none is here does not say who may come in: its rules may be of a time that is over.
     *
     * @param rules that hold if any of the members has a seat at its home
     */
    void run(List<Returning> members, RoomRules rules) {
        RoomRules before = draft.rules();
        draft.change(rules);
        members.forEach(this::put);
        if (members.stream().noneMatch(this::isThere)) {
            draft.change(before);
        }
    }

    private boolean isThere(Returning member) {
        Seat seat = seats.of(member.newcomer().session());
        return seat != null
                && seat.member().home().equals(member.ticket().hold().life());
    }

    private void put(Returning member) {
        Seat old = seats.of(member.newcomer().session());
        if (old == null ? isShutOut(member.newcomer()) : beats(old.member(), member)) {
            draft.release(member.ticket().hold());
            return;
        }
        left.remove(member.newcomer().session());
        if (old == null) {
            draft.join(seat(member, version, member.newcomer().entry().standing()));
        } else {
            replace(old, member);
        }
    }

    private boolean isShutOut(Newcomer newcomer) {
        return left.beat(newcomer.session(), newcomer.step(), now)
                || draft.rules().isBanned(newcomer.peer(), now);
    }

    private static boolean beats(Member there, Returning member) {
        long generation = member.newcomer().step().generation();
        NodeLife home = member.ticket().hold().life();
        return there.generation() > generation
                || (there.generation() == generation && !there.node().equals(home.node()));
    }

    private static Seat seat(Returning returning, long joinVersion, Standing standing) {
        Newcomer newcomer = returning.newcomer();
        Hold hold = returning.ticket().hold();
        Member member = newcomer.from(hold.life(), joinVersion, standing).withState(returning.state());
        return new Seat(member, hold.id(), newcomer.step().sequence());
    }

    private void replace(Seat old, Returning returning) {
        Seat seat = seat(returning, old.member());
        boolean isHeld = old.member().home().equals(seat.member().home());
        draft.release(isHeld ? seat.asHold() : old.asHold());
        long sequence = seat.step().isBefore(old.step()) ? old.sequence() : seat.sequence();
        draft.update(old, new Seat(seat.member(), isHeld ? old.hold() : seat.hold(), sequence));
    }

    /**
     * Whoever was let in is in: its gateway may have missed it, or the store have lost it. A call that the store has lost is one
     * still: nobody gives it up but the gateway that says so.
     */
    private Seat seat(Returning returning, Member there) {
        Standing known = there.standing();
        Standing theirs = returning.newcomer().entry().standing();
        if (known.waits() && !theirs.waits()) {
            return seat(returning, version, known.admitted());
        }
        boolean isCallLost = known.waits() == theirs.waits() && known.call() == null;
        return seat(returning, there.joinVersion(), isCallLost ? known.called(theirs.call()) : known);
    }
}
