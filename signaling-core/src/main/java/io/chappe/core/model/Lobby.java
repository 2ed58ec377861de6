package io.chappe.core.model;

import java.util.Collection;
import java.util.List;

/** In which order those wait who wait for a room. Who is called away has no place in it, until the call is over. */
final class Lobby {
    private Lobby() {}

    /** Who came first first. */
    static List<Member> inTurn(Collection<Member> waiting, long now) {
        return waiting.stream()
                .filter(member -> member.standing().isFree(now))
                .sorted(Member.BY_ARRIVAL)
                .toList();
    }

    /** From 1; of one that is called, what it was before. */
    static int position(Member one, Collection<Member> waiting, long now) {
        long before = waiting.stream()
                .filter(other -> other.standing().isFree(now) && Member.BY_ARRIVAL.compare(other, one) < 0)
                .count();
        return 1 + (int) before;
    }
}
