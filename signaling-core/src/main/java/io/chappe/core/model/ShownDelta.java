package io.chappe.core.model;

import java.util.ArrayList;
import java.util.List;

/** What of a change members are told. What it comes to counts, by what they know: a merged one may have taken detours. */
final class ShownDelta {
    private final List<Member> joined = new ArrayList<>();
    private final List<RosterDelta.Departure> left = new ArrayList<>();
    private final List<Member> updated = new ArrayList<>();
    private final Roster known;

    private ShownDelta(Roster known) {
        this.known = known;
    }

    static RosterDelta of(Roster known, RosterDelta delta) {
        if (delta.rules() == null
                && delta.updated().isEmpty()
                && !known.isLobbyChangedBy(delta)
                && !known.isHiddenIn(delta)) {
            return delta;
        }
        ShownDelta shown = new ShownDelta(known);
        delta.left().forEach(shown::remove);
        delta.joined().forEach(shown::put);
        delta.updated().forEach(shown::put);
        RoomRules changed = delta.rules();
        boolean isSeen = changed != null && !changed.looksLike(known.rules());
        return new RosterDelta(
                delta.incarnation(), delta.version(), shown.joined, shown.left, shown.updated, isSeen ? changed : null);
    }

    private void remove(RosterDelta.Departure departure) {
        if (known.seen(departure.member().session()) != null) {
            left.add(departure);
        }
    }

    private void put(Member seat) {
        Member old = known.seen(seat.session());
        if (!seat.isSeen()) {
            if (old != null) {
                left.add(new RosterDelta.Departure(old, LeaveReason.LEFT));
            }
        } else if (old == null) {
            joined.add(seat);
        } else if (!old.looksLike(seat)) {
            updated.add(seat);
        }
    }
}
