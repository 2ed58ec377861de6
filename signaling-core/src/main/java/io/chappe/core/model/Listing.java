package io.chappe.core.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * Whom of a large room's members clients are told of: moderators, and who came first. So each client is told of a number of
 * members that does not grow with the room, all are told of the same, and who is listed stays so until it leaves.
 */
final class Listing {
    /** A room with more members is large. */
    static final int MOST = 500;

    /** Beside those who came first, so that a moderator who comes late takes nobody's place. */
    private static final int MOST_MODERATORS = 100;

    private Listing() {}

    static List<Member> of(Collection<Member> members) {
        Map<SessionId, Member> listed = new LinkedHashMap<>(MOST * 2);
        first(members, MOST_MODERATORS, member -> member.standing().moderates())
                .forEach(member -> listed.put(member.session(), member));
        first(members, MOST, member -> true).forEach(member -> listed.putIfAbsent(member.session(), member));
        return List.copyOf(listed.values());
    }

    private static List<Member> first(Collection<Member> members, int most, Predicate<Member> condition) {
        PriorityQueue<Member> latestFirst = new PriorityQueue<>(Member.BY_ARRIVAL.reversed());
        for (Member member : members) {
            if (condition.test(member)) {
                latestFirst.add(member);
                if (latestFirst.size() > most) {
                    latestFirst.remove();
                }
            }
        }
        return latestFirst.stream().sorted(Member.BY_ARRIVAL).toList();
    }
}
