package io.chappe.presence.store;

import io.chappe.core.model.Member;
import io.chappe.core.model.NodeLife;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts members back into one room; what comes of it is one change. For one thread. */
final class Restoration {
    private final Seats seats;
    private final Tombstones left;
    private final Moment moment;
    private final long joinVersion;
    final List<Member> joined = new ArrayList<>();
    final List<Member> updated = new ArrayList<>();
    final List<Hold> released = new ArrayList<>();
    /** Whether clients see anything of it. */
    boolean isVisible;

    /**
     * @param joinVersion of those who are not in the room
     */
    Restoration(Seats seats, Tombstones left, Moment moment, long joinVersion) {
        this.seats = seats;
        this.left = left;
        this.moment = moment;
        this.joinVersion = joinVersion;
    }

    boolean isEmpty() {
        return joined.isEmpty() && updated.isEmpty();
    }

    void put(Returning member) {
        Seat old = seats.of(member.newcomer().session());
        if (old == null ? isBeaten(member) : beats(old.member(), member)) {
            released.add(member.ticket().hold());
            return;
        }
        Seat seat = seat(member, old);
        seats.put(seat);
        left.remove(member.newcomer().session());
        if (old == null) {
            joined.add(seat.member());
        } else if (!old.member().equals(seat.member())) {
            updated.add(seat.member());
        }
        isVisible |= old == null || !old.member().looksLike(seat.member());
    }

    private boolean isBeaten(Returning member) {
        return left.beat(member.newcomer().session(), member.newcomer().step(), moment.now());
    }

    private static boolean beats(Member there, Returning member) {
        long generation = member.newcomer().step().generation();
        NodeLife home = member.ticket().hold().life();
        return there.generation() > generation
                || (there.generation() == generation && !there.node().equals(home.node()));
    }

    private Seat seat(Returning returning, @Nullable Seat old) {
        Newcomer newcomer = returning.newcomer();
        Hold hold = returning.ticket().hold();
        Member member = newcomer.from(
                        hold.life(), old == null ? joinVersion : old.member().joinVersion())
                .withState(returning.state());
        boolean isHeld = old != null && old.member().home().equals(hold.life());
        if (old != null) {
            released.add(isHeld ? hold : old.asHold());
        }
        long sequence = newcomer.step().sequence();
        boolean isLater = old != null && newcomer.step().isBefore(old.step());
        return new Seat(
                member,
                old != null && isHeld ? old.hold() : hold.id(),
                old != null && isLater ? old.sequence() : sequence);
    }
}
