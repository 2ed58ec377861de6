package io.chappe.presence.store;

import io.chappe.core.model.Member;
import io.chappe.core.model.NodeId;
import io.chappe.core.model.NodeLife;
import io.chappe.core.model.PeerId;
import io.chappe.core.model.SessionId;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The seats of one room, of members and of those who wait, with what is asked of all of them at each change. */
final class Seats {
    private final Map<SessionId, Seat> bySession = new LinkedHashMap<>();
    private final Map<NodeId, Integer> membersOn = new TreeMap<>();
    private int waiting;
    private int hidden;
    private long digest;

    @Nullable Seat of(SessionId session) {
        return bySession.get(session);
    }

    List<Seat> from(NodeLife home) {
        return all(seat -> seat.member().home().equals(home));
    }

    List<Seat> of(PeerId peer) {
        return all(seat -> seat.member().peer().equals(peer));
    }

    /** Of those who wait, who came first first; who was put back in one change, by name. */
    List<Seat> lobby() {
        return all(Seat::waits).stream()
                .sorted(Comparator.<Seat>comparingLong(seat -> seat.member().joinVersion())
                        .thenComparing(seat -> seat.member().session().value()))
                .toList();
    }

    private List<Seat> all(Predicate<Seat> condition) {
        return bySession.values().stream().filter(condition).toList();
    }

    Collection<Seat> all() {
        return bySession.values();
    }

    int count() {
        return bySession.size();
    }

    int waiting() {
        return waiting;
    }

    /** How many members there are that nobody sees. */
    int hidden() {
        return hidden;
    }

    /** How many other members there are. */
    int inside() {
        return bySession.size() - waiting - hidden;
    }

    void put(Seat seat) {
        remove(seat.member().session());
        bySession.put(seat.member().session(), seat);
        membersOn.merge(seat.member().node(), 1, Integer::sum);
        waiting += seat.waits() ? 1 : 0;
        hidden += seat.isHidden() ? 1 : 0;
        digest += seat.member().digest();
    }

    void remove(SessionId session) {
        Seat seat = bySession.remove(session);
        if (seat != null) {
            membersOn.computeIfPresent(seat.member().node(), (node, count) -> count == 1 ? null : count - 1);
            waiting -= seat.waits() ? 1 : 0;
            hidden -= seat.isHidden() ? 1 : 0;
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
