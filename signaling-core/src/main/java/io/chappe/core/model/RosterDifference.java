package io.chappe.core.model;

import java.util.ArrayList;
import java.util.List;

/** What has changed between two versions of a roster of which no change has told. */
final class RosterDifference {
    private RosterDifference() {}

    static RosterDelta of(Roster earlier, Roster later) {
        List<Member> joined = new ArrayList<>();
        List<Member> updated = new ArrayList<>();
        later.seats().forEach(member -> {
            Member old = earlier.seat(member.session());
            if (old == null) {
                joined.add(member);
            } else if (!old.equals(member)) {
                updated.add(member);
            }
        });
        List<RosterDelta.Departure> left = earlier.seats()
                .filter(member -> later.seat(member.session()) == null)
                .map(member -> new RosterDelta.Departure(member, LeaveReason.LOST))
                .toList();
        return new RosterDelta(
                later.incarnation(),
                later.version(),
                joined,
                left,
                updated,
                later.rules().equals(earlier.rules()) ? null : later.rules());
    }
}
