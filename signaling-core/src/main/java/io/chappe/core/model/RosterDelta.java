package io.chappe.core.model;

import java.util.List;

/**
 * One change of a room, which may concern many members; it takes the roster from {@code version - 1} to
 * {@code version}.
 *
 * @param updated members with another home, generation, state or meta than before
 */
public record RosterDelta(
        long incarnation, long version, List<Member> joined, List<Departure> left, List<Member> updated) {
    /** A session that is no longer a member. */
    public record Departure(Member member, LeaveReason reason) {}

    public RosterDelta {
        joined = List.copyOf(joined);
        left = List.copyOf(left);
        updated = List.copyOf(updated);
    }

    public boolean isEmpty() {
        return joined.isEmpty() && left.isEmpty() && updated.isEmpty();
    }
}
