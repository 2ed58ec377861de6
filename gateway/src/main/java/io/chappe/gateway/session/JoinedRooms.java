package io.chappe.gateway.session;

import io.chappe.core.model.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of one session: those that it is in, and those that it is on its way into or waits for. Short and immutable lists:
 * nearly all sessions are in one room, and there are many sessions.
 */
final class JoinedRooms {
    static final int MAX_ROOMS = 100;

    private List<Membership> joined = List.of();
    private List<Membership> coming = List.of();

    List<Membership> joined() {
        return joined;
    }

    @Nullable Membership joined(RoomId room) {
        return in(joined, room);
    }

    /** One that it is on its way into, or in the lobby of. */
    @Nullable Membership coming(RoomId room) {
        return in(coming, room);
    }

    /** One that it is in, or in the lobby of. */
    @Nullable Membership present(RoomId room) {
        Membership member = joined(room);
        Membership other = member == null ? coming(room) : member;
        return other != null && other.isPresent() ? other : null;
    }

    List<Membership> present() {
        return coming.isEmpty()
                ? joined
                : Stream.concat(joined.stream(), coming.stream().filter(Membership::isPresent))
                        .toList();
    }

    boolean isFull() {
        return joined.size() + coming.size() >= MAX_ROOMS;
    }

    void begin(Membership membership) {
        coming = with(coming, membership);
    }

    void enter(Membership membership) {
        coming = without(coming, membership);
        joined = with(joined, membership);
    }

    void remove(Membership membership) {
        coming = without(coming, membership);
        joined = without(joined, membership);
    }

    private static @Nullable Membership in(List<Membership> memberships, RoomId room) {
        for (Membership membership : memberships) {
            if (membership.room().equals(room)) {
                return membership;
            }
        }
        return null;
    }

    private static List<Membership> with(List<Membership> list, Membership added) {
        List<Membership> longer = new ArrayList<>(list);
        longer.add(added);
        return List.copyOf(longer);
    }

    private static List<Membership> without(List<Membership> list, Membership removed) {
        return list.contains(removed)
                ? list.stream().filter(one -> one != removed).toList()
                : list;
    }
}
