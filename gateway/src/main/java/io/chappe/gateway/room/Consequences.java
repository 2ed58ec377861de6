package io.chappe.gateway.room;

import io.chappe.core.model.Call;
import io.chappe.core.model.LeaveReason;
import io.chappe.core.model.Member;
import io.chappe.core.model.RoomId;
import io.chappe.core.model.RoomRules;
import io.chappe.core.model.Roster;
import io.chappe.core.model.RosterDelta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a change of a room means for single sessions here: who is let in from the lobby, and who is out. On the room's event loop. */
record Consequences(RoomId room, LocalSeats local) {
    void of(Roster known, Roster now, RosterDelta delta) {
        for (RosterDelta.Departure departure : delta.left()) {
            takeOut(now, departure);
            answer(departure.member(), departure.reason());
        }
        if (known.hasLobby() || now.hasLobby()) {
            local.chooseRecipients(now);
        }
        delta.updated().forEach(member -> letOut(known, now, member));
    }

    /** For who has called it. */
    private void answer(Member called, @Nullable LeaveReason left) {
        Call call = called.standing().call();
        LocalSeat agent = call == null || !call.isMove() ? null : local.of(call.agent());
        if (agent != null) {
            agent.member().loop().queue(() -> agent.member().listener().answered(room, called.session(), left));
        }
    }

    private void takeOut(Roster now, RosterDelta.Departure departure) {
        LocalSeat seat = local.of(departure.member().session());
        LeaveReason reason = reason(now.rules(), departure);
        if (seat != null && reason.isByOthers()) {
            takeOut(seat, reason);
        }
    }

    /** Where no event has told why somebody is gone, a ban does. */
    private static LeaveReason reason(RoomRules rules, RosterDelta.Departure departure) {
        Member member = departure.member();
        if (departure.reason() != LeaveReason.LOST || !rules.isBanned(member.peer(), System.currentTimeMillis())) {
            return departure.reason();
        }
        return member.waits() ? LeaveReason.DENIED : LeaveReason.KICKED;
    }

    /** What the store does not have although it was told of it has been taken out, whatever was heard of that. */
    void ofMissing(@Nullable Roster known, @Nullable Roster stored) {
        for (LocalSeat seat : List.copyOf(local.all())) {
            Member member = known == null ? null : known.seat(seat.member().id());
            if (member != null && (stored == null || stored.seat(member.session()) == null)) {
                RoomRules rules = stored == null ? RoomRules.OPEN : stored.rules();
                takeOut(seat, reason(rules, new RosterDelta.Departure(member, LeaveReason.LOST)));
            }
        }
    }

    private void takeOut(LocalSeat seat, LeaveReason reason) {
        local.exit(seat.member());
        seat.member().loop().queue(() -> seat.member().listener().removed(room, reason));
    }

    /** Out of the lobby: into the room, or where it is called to. */
    private void letOut(Roster known, Roster now, Member member) {
        Call call = member.standing().call();
        if (call != null && call.refusal() != null) {
            answer(member, null);
        }
        LocalSeat seat = local.of(member.session());
        if (seat == null) {
            return;
        }
        if (!member.waits() && known.waits(member.session())) {
            seat.member().loop().queue(() -> seat.member().listener().admitted(room, now));
        } else if (call != null) {
            seat.member().loop().queue(() -> seat.member().listener().called(room));
        }
    }
}
