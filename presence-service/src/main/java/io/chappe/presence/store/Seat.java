package io.chappe.presence.store;

import io.chappe.core.bus.RosterWire;
import io.chappe.core.bus.WireReader;
import io.chappe.core.bus.WireWriter;
import io.chappe.core.model.Member;

/**
 * A member's place in a room.
 *
 * @param hold on which it stands in the home's record
 * @param sequence of the last join in the member's generation
 */
record Seat(Member member, long hold, long sequence) {
    Hold asHold() {
        return new Hold(member.home(), hold);
    }

    LostSeat asLost() {
        return new LostSeat(member.peer(), member.session(), member.generation(), hold);
    }

    Seat with(Member changed) {
        return new Seat(changed, hold, sequence);
    }

    boolean waits() {
        return member.waits();
    }

    boolean isHidden() {
        return member.isHidden();
    }

    boolean isSeen() {
        return member.isSeen();
    }

    Step step() {
        return new Step(member.generation(), sequence);
    }

    /** Whether it was taken after its session has done this. */
    boolean isAfter(Step step) {
        return step.isNumbered() ? step.isBefore(step()) : member.generation() > step.generation();
    }

    /** In a block, so that an older node skips what it does not know. */
    static void write(WireWriter out, Seat seat) {
        WireWriter block = new WireWriter(256);
        RosterWire.member(block, seat.member);
        out.block(block.fixed64(seat.hold).number(seat.sequence).toBytes());
    }

    static Seat read(WireReader in) {
        WireReader block = in.block();
        return new Seat(RosterWire.member(block), block.fixed64(), block.number());
    }
}
