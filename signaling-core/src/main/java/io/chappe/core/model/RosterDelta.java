package io.chappe.core.model;

import java.util.List;
import java.util.function.UnaryOperator;

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

    /** The same change with the members that it brings as other objects that are equal. */
    public RosterDelta mapped(UnaryOperator<Member> mapping) {
        return new RosterDelta(
                incarnation,
                version,
                joined.stream().map(mapping).toList(),
                left,
                updated.stream().map(mapping).toList());
    }

    public boolean isEmpty() {
        return joined.isEmpty() && left.isEmpty() && updated.isEmpty();
    }
}
