package io.chappe.core.model;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One change of a room, which may concern many members; it takes the roster from {@code version - 1} to
 * {@code version}, unless it was {@link #merged}.
 *
 * @param updated members with another home, generation, state, meta or standing than before
 * @param rules the room's from now on; null if they are as before
 */
public record RosterDelta(
        long incarnation,
        long version,
        List<Member> joined,
        List<Departure> left,
        List<Member> updated,
        @Nullable RoomRules rules) {
    /** A session that is no longer a member. */
    public record Departure(Member member, LeaveReason reason) {}

    public RosterDelta {
        joined = List.copyOf(joined);
        left = List.copyOf(left);
        updated = List.copyOf(updated);
    }

    /** A change of members alone. */
    public RosterDelta(
            long incarnation, long version, List<Member> joined, List<Departure> left, List<Member> updated) {
        this(incarnation, version, joined, left, updated, null);
    }

    /**
     * Several changes that follow each other as one, from the roster before the first to that after the last.
     *
     * @param deltas at least one
     */
    public static RosterDelta merged(List<RosterDelta> deltas) {
        return MergedDelta.of(deltas);
    }

    /** The same change with the members that it brings as other objects that are equal. */
    public RosterDelta mapped(UnaryOperator<Member> mapping) {
        return new RosterDelta(
                incarnation,
                version,
                joined.stream().map(mapping).toList(),
                left,
                updated.stream().map(mapping).toList(),
                rules);
    }

    /** Whether it is about members, and not about rules alone. */
    public boolean hasMembers() {
        return !joined.isEmpty() || !left.isEmpty() || !updated.isEmpty();
    }

    public boolean isEmpty() {
        return !hasMembers() && rules == null;
    }
}
