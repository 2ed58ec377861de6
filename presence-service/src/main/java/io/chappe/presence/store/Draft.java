package io.chappe.presence.store;

import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.RosterDelta;
import java.util.ArrayList;
import java.util.List;

/** One change of a room in the making: what it does to the seats and rules, and what is told of it. For one thread. */
final class Draft {
    private final Seats seats;
    private final List<Member> joined = new ArrayList<>();
    private final List<RosterDelta.Departure> left = new ArrayList<>();
    private final List<Member> updated = new ArrayList<>();
    private final List<Hold> released = new ArrayList<>();
    private final RoomRules before;
    private RoomRules rules;
    private boolean isShown;

    /**
     * @param rules that hold before
     */
    Draft(Seats seats, RoomRules rules) {
        this.seats = seats;
        this.before = rules;
        this.rules = rules;
    }

    void join(Seat seat) {
        seats.put(seat);
        joined.add(seat.member());
        isShown |= seat.isSeen();
    }

    void update(Seat old, Seat seat) {
        if (!seat.equals(old)) {
            seats.put(seat);
        }
        if (!old.member().equals(seat.member())) {
            updated.add(seat.member());
            isShown |= seat.isSeen() && !old.member().looksLike(seat.member());
        }
    }

    /** Brings a seat to a home; it may be there already. */
    void move(Seat old, Step step, Hold hold) {
        Member member = old.member();
        if (member.generation() == step.generation() && member.home().equals(hold.life())) {
            update(old, new Seat(member, old.hold(), Math.max(old.sequence(), step.sequence())));
            release(hold);
        } else {
            update(old, new Seat(member.movedTo(hold.life(), step.generation()), hold.id(), step.sequence()));
            release(old.asHold());
        }
    }

    void remove(Seat seat, LeaveReason reason) {
        seats.remove(seat.member().session());
        left.add(new RosterDelta.Departure(seat.member(), reason));
        released.add(seat.asHold());
        isShown |= seat.isSeen();
    }

    void change(RoomRules to) {
        rules = to;
    }

    /** That hold from then on. */
    RoomRules rules() {
        return rules;
    }

    void release(Hold hold) {
        released.add(hold);
    }

    /** Makes it a change that members see, whatever is in it. */
    void show() {
        isShown = true;
    }

    /** Whether members see anything of it: not who waits, is hidden or banned. */
    boolean isShown() {
        return isShown || !rules.looksLike(before);
    }

    /** Whether it changes nothing that anybody is told of. */
    boolean isEmpty() {
        return !isShown() && joined.isEmpty() && left.isEmpty() && updated.isEmpty() && rules.equals(before);
    }

    List<Hold> released() {
        return released;
    }

    RosterDelta delta(long incarnation, long version) {
        return new RosterDelta(incarnation, version, joined, left, updated, rules.equals(before) ? null : rules);
    }
}
