package io.chappe.presence.store;

import io.chappe.core.model.Member;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.SessionId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The seats of one room, with what is asked of all of them at each change. */
final class Seats {
    private final Map<SessionId, Seat> bySession = new LinkedHashMap<>();
    private final Map<NodeId, Integer> membersOn = new TreeMap<>();
    private long digest;

    @Nullable Seat of(SessionId session) {
        return bySession.get(session);
    }

    List<Seat> from(NodeLife home) {
        return bySession.values().stream()
                .filter(seat -> seat.member().home().equals(home))
                .toList();
    }

    Collection<Seat> all() {
        return bySession.values();
    }

    int count() {
        return bySession.size();
    }

    void put(Seat seat) {
        remove(seat.member().session());
        bySession.put(seat.member().session(), seat);
        membersOn.merge(seat.member().node(), 1, Integer::sum);
        digest += seat.member().digest();
    }

    void remove(SessionId session) {
        Seat seat = bySession.remove(session);
        if (seat != null) {
            membersOn.computeIfPresent(seat.member().node(), (node, count) -> count == 1 ? null : count - 1);
            digest -= seat.member().digest();
        }
    }

    Collection<Member> members() {
        return bySession.values().stream().map(Seat::member).toList();
    }

    Set<NodeId> nodes() {
        return Set.copyOf(membersOn.keySet());
    }

    long digest() {
        return digest;
    }
}
